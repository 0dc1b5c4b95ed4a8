// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where an orchestrator is found and which key speaks for it
/// @notice Everyone writes only their own entry. An entry says nothing about stake: readers look up the orchestrators of a
/// snapshot.
interface IServiceRegistry {
    /// @notice An orchestrator's entry as it stands in the current round.
    struct Service {
        string uri; // empty when never set
        address operator; // the hot key that signs for it; the orchestrator itself until another is set
    }

    /// @notice The URI has no bytes, or too many.
    error InvalidURILength(uint256 length, uint256 min, uint256 max);

    /// @notice An operator must be somebody.
    error ZeroOperator();

    event ServiceSet(address indexed orchestrator, string oldURI, string newURI);
    event OperatorRotated(
        address indexed orchestrator, address indexed oldOperator, address indexed newOperator, uint64 effectiveRound
    );

    /// @notice Set the caller's service URI, effective at once.
    function setService(string calldata uri) external;

    /// @notice Set the caller's operator key: effective at once the first time, from the next round afterwards, so that the
    /// key which signs within a round does not change under those who check it. A rotation that has not come into effect is
    /// replaced.
    function rotateOperator(address operator) external;

    function serviceOf(address orchestrator) external view returns (Service memory);

    /// @notice The entries of many orchestrators, in their order.
    function servicesOf(address[] calldata orchestrators) external view returns (Service[] memory);

    /// @notice The contract whose rounds count here.
    function staking() external view returns (address);
}
