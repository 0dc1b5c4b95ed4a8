// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title New tokens, within bounds that nobody can move
/// @notice Each round has a budget: the supply, times the yearly inflation, times the round's part of a year. Inflation moves a
/// step up in each round in which less than the target share of the supply was staked, and a step down otherwise, between zero
/// and 10 % a year. Whatever the parameters say, one round never mints more than 0.03 % of the supply, nor a year more than
/// 10 % of the supply it began with. Nothing is minted for a round once it is over.
interface IMinter {
    /// @notice What a round's rewards may come to: its budget less the bounty.
    struct Budget {
        uint64 round;
        uint96 amount;
        uint96 minted; // of it
    }

    /// @notice The year that a round is in, counted from deployment.
    struct Year {
        uint64 number;
        uint96 cap; // all that it may mint
        uint96 minted; // of it, or set aside for a round that may
    }

    /// @notice The round's budget was opened before.
    error RoundAlreadyOpened(uint64 round);

    /// @notice Nothing can be minted for that round: it has no budget, or no longer.
    error RoundNotOpen(uint64 round, uint64 openRound);

    event RoundOpened(uint64 indexed round, uint256 budget, uint256 inflation);
    event BountyMinted(address indexed keeper, uint64 indexed round, uint256 amount);
    event RewardMinted(uint64 indexed round, uint256 amount);

    /// @notice Open a round's budget and mint its bounty. Only Staking can.
    /// @param bonded the weight of the round's snapshot
    /// @param keeper who gets the bounty
    function openRound(uint64 round, uint256 bonded, address keeper) external returns (uint256 bounty);

    /// @notice Mint a share of the open round's budget to Staking: `weight` parts of `total`. Only Staking can.
    function mintReward(uint64 round, uint256 weight, uint256 total) external returns (uint256 amount);

    /// @notice The latest round's budget.
    function budget() external view returns (Budget memory);

    function year() external view returns (Year memory);

    /// @notice Yearly inflation, in billionths.
    function inflation() external view returns (uint32);

    function token() external view returns (address);

    function staking() external view returns (address);
}
