// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParameterized} from "../interfaces/IParameterized.sol";

/// @title See IParameterized
/// @dev A contract says what its parameters are, and how one is stored.
abstract contract Parameterized is IParameterized {
    /// @inheritdoc IParameterized
    address public immutable params;

    constructor(address params_) {
        params = params_;
    }

    modifier only(address expected) {
        require(msg.sender == expected, Unauthorized(msg.sender, expected));
        _;
    }

    /// @inheritdoc IParameterized
    function setParameter(bytes32 name, uint256 value) external only(params) {
        uint256 old = parameter(name).value;
        _set(name, value);
        emit ParameterSet(name, old, value);
    }

    /// @inheritdoc IParameterized
    function parameter(bytes32 name) public view virtual returns (Parameter memory);

    /// @dev The constructor sets its initial values here too, so that they keep to the bounds.
    function _set(bytes32 name, uint256 value) internal {
        Parameter memory bounds = parameter(name);
        _requireWithin(name, value, bounds.min, bounds.max);
        _store(name, value);
    }

    /// @dev The name is known and the value within its bounds.
    function _store(bytes32 name, uint256 value) internal virtual;

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) internal pure {
        require(value >= min && value <= max, InvalidParameter(name, value, min, max));
    }
}
