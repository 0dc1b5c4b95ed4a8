// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where an orchestrator is found, what it offers and which key speaks for it
/// @notice Everyone writes only their own entry. An entry says nothing about stake: readers look up the orchestrators of a
/// snapshot. Prices here are an advertisement; what counts is the quote that an orchestrator signs for a session.
interface IServiceRegistry {
    /// @notice The codecs that have a price, in the order of the price table.
    enum Codec {
        H264,
        HEVC,
        AV1,
        VP9
    }

    /// @notice An orchestrator's entry as it stands in the current round.
    struct Service {
        string uri; // empty when never set
        address operator; // the hot key that signs for it; the orchestrator itself until another is set
        uint64[4] prices; // by Codec, in units of the settlement asset per 10^12 output pixels; zero means not offered
        uint128 capabilities; // bitmap; the wire protocol gives the bits their names
        bytes16 region; // ASCII, padded with zeros; empty when not set
    }

    /// @notice The URI has no bytes, or too many.
    error InvalidURILength(uint256 length, uint256 min, uint256 max);

    /// @notice An operator must be somebody.
    error ZeroOperator();

    event ServiceSet(address indexed orchestrator, string oldURI, string newURI);
    event OfferSet(address indexed orchestrator, uint64[4] prices, uint128 capabilities, bytes16 region);
    event OperatorRotated(
        address indexed orchestrator, address indexed oldOperator, address indexed newOperator, uint64 effectiveRound
    );

    /// @notice Set the caller's service URI, effective at once.
    function setService(string calldata uri) external;

    /// @notice Set what the caller offers, effective at once.
    function setOffer(uint64[4] calldata prices, uint128 capabilities, bytes16 region) external;

    /// @notice Set the caller's operator key: effective at once the first time, from the next round afterwards, so that the
    /// key which signs within a round does not change under those who check it. A rotation that has not come into effect is
    /// replaced.
    function rotateOperator(address operator) external;

    function serviceOf(address orchestrator) external view returns (Service memory);

    /// @notice The entries of many orchestrators, in their order.
    function servicesOf(address[] calldata orchestrators) external view returns (Service[] memory);

    /// @notice The key that speaks for an orchestrator in the current round.
    function operatorOf(address orchestrator) external view returns (address);

    /// @notice The key that spoke for an orchestrator at the end of a round, however often it was rotated since; for evidence.
    function operatorAt(address orchestrator, uint64 round) external view returns (address);

    /// @notice The contract whose rounds count here.
    function staking() external view returns (address);
}
