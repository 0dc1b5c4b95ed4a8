// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A price feed for development chains
/// @notice Answers what nodes ask of a price feed, as an AggregatorV3 does. Anybody can have it say anything, so it says nothing.
contract MockPriceFeed {
    /// @notice One answer of a feed.
    struct Answer {
        uint80 roundId;
        int256 answer; // of a whole token in dollars, times 10^decimals
        uint256 startedAt; // seconds since 1970
        uint256 updatedAt; // likewise
        uint80 answeredInRound; // the round that the answer is from
    }

    Answer private _latest;

    /// @notice Decimal places of the answers.
    uint8 public decimals;

    /// @notice Have the feed give that answer from now on.
    function set(uint8 decimals_, Answer calldata latest) external {
        decimals = decimals_;
        _latest = latest;
    }

    /// @notice The newest answer.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        Answer memory a = _latest;
        return (a.roundId, a.answer, a.startedAt, a.updatedAt, a.answeredInRound);
    }
}
