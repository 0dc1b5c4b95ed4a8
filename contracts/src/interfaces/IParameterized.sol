// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract with parameters that can change within bounds
/// @notice A parameter lives in the contract that reads it, with its bounds, so that reading costs no call. Only Params sets
/// it, after its timelock. A change never reaches back: it counts for what begins after it.
interface IParameterized {
    /// @notice A parameter as it is, and its bounds.
    struct Parameter {
        uint256 value;
        uint256 min;
        uint256 max;
    }

    /// @notice A value is outside the bounds of its parameter.
    error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @notice The contract has no parameter of that name.
    error UnknownParameter(bytes32 name);

    /// @notice The caller is not the contract or account that may do this.
    error Unauthorized(address caller, address expected);

    event ParameterSet(bytes32 indexed name, uint256 oldValue, uint256 newValue);

    /// @notice Set a parameter. Only Params can.
    function setParameter(bytes32 name, uint256 value) external;

    function parameter(bytes32 name) external view returns (Parameter memory);

    /// @notice The contract that may set parameters.
    function params() external view returns (address);
}
