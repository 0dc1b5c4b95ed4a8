// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Parts of a whole, in millionths
library Parts {
    uint256 internal constant WHOLE = 1_000_000;

    /// @dev Rounded down. Neither factor has more than 128 bits.
    function floor(uint256 part, uint256 amount) internal pure returns (uint256) {
        return amount * part / WHOLE;
    }

    /// @dev Rounded up. Neither factor has more than 128 bits.
    function ceil(uint256 part, uint256 amount) internal pure returns (uint256) {
        return (amount * part + WHOLE - 1) / WHOLE;
    }
}
