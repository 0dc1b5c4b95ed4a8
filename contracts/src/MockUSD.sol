// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A dollar for development chains
/// @notice Stands in for a stable coin of six decimals. Anybody can make as much of it as they like, so it is worth nothing.
contract MockUSD is ERC20Permit {
    constructor() ERC20("Mock Dollar", "mUSD") ERC20Permit("Mock Dollar") {}

    /// @notice Make `amount` for anybody.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
