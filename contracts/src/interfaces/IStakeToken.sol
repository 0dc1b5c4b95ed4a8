// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The token that is staked
/// @notice An ERC-20 with permits. Its supply starts with the deployer and fits 96 bits for ever, so that every sum of
/// stakes does too. One minter can be named, once.
interface IStakeToken is IERC20 {
    /// @notice The caller is not the account that may do this.
    error Unauthorized(address caller, address expected);

    /// @notice The minter is set for good.
    error MinterAlreadySet(address minter);

    /// @notice An account that must be somebody is the zero address.
    error ZeroAddress();

    /// @notice The supply would not fit 96 bits any more.
    error SupplyCapExceeded(uint256 supply, uint256 cap);

    event MinterSet(address indexed minter);

    /// @notice Name the minter. Only the deployer can, and only once.
    function setMinter(address minter) external;

    /// @notice Make new tokens. Only the minter can.
    function mint(address to, uint256 amount) external;

    /// @notice Destroy tokens of the caller.
    function burn(uint256 amount) external;

    /// @notice The account that may mint; zero until it is set.
    function minter() external view returns (address);

    /// @notice The account that may name the minter.
    function deployer() external view returns (address);

    /// @notice The supply is never above this.
    function cap() external view returns (uint256);
}
