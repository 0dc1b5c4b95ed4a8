// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may change what, and how fast
/// @notice The one door through which anything of the deployed contracts can change. Its owner can propose a parameter's new
/// value, which anybody can see for 48 hours before it can be executed; and can pause new bonds and deposits at once. It can
/// neither replace code, nor move anybody's money, nor stop anybody's exit.
interface IParams {
    /// @notice Where the contracts of one deployment are.
    struct Contracts {
        address stakeToken;
        address staking;
        address minter;
        address serviceRegistry;
        address asset; // in which fees are paid
        address ticketBroker;
        address faultCourt;
    }

    /// @notice A change on its way.
    struct Proposal {
        uint256 value;
        uint64 readyAt; // in seconds since 1970; zero when nothing is proposed
    }

    /// @notice The contracts are wired for good.
    error AlreadyWired();

    /// @notice An account that must be somebody is the zero address.
    error ZeroAddress();

    /// @notice The parameter's contract is none of this deployment's.
    error UnknownTarget(address target);

    /// @notice Nothing is proposed for that parameter.
    error NotProposed(address target, bytes32 name);

    /// @notice The proposal can be executed only later.
    error TooEarly(uint64 readyAt, uint256 time);

    event Wired(Contracts contracts);
    event Proposed(address indexed target, bytes32 indexed name, uint256 oldValue, uint256 newValue, uint64 readyAt);
    event Cancelled(address indexed target, bytes32 indexed name, uint256 value);
    event Executed(address indexed target, bytes32 indexed name, uint256 value);

    /// @notice Make the contracts known to one another. Only the owner can, and only once.
    function wire(Contracts calldata contracts) external;

    /// @notice Propose a value within the parameter's bounds. It takes the place of one proposed before, and its time starts
    /// anew. Only the owner can.
    function propose(address target, bytes32 name, uint256 value) external;

    /// @notice Take a proposal back. Only the owner can.
    function cancel(address target, bytes32 name) external;

    /// @notice Put a proposal whose time has come into effect. Anybody can.
    function execute(address target, bytes32 name) external;

    /// @notice Stop new bonds and new deposits, or let them in again. Only the owner can.
    function setPaused(bool paused) external;

    /// @notice All addresses of the deployment; zeros until they are wired.
    function contracts() external view returns (Contracts memory);

    function proposalOf(address target, bytes32 name) external view returns (Proposal memory);

    /// @notice How long a proposal waits, in seconds.
    function timelock() external view returns (uint64);
}
