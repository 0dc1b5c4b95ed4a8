// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import {IStakeToken} from "./interfaces/IStakeToken.sol";

/// @title See IStakeToken
contract StakeToken is ERC20Permit, IStakeToken {
    /// @inheritdoc IStakeToken
    address public immutable deployer;

    /// @inheritdoc IStakeToken
    address public minter;

    constructor(uint256 initialSupply) ERC20("Millrace", "MILL") ERC20Permit("Millrace") {
        deployer = msg.sender;
        _mint(msg.sender, initialSupply);
    }

    modifier only(address expected) {
        require(msg.sender == expected, Unauthorized(msg.sender, expected));
        _;
    }

    /// @inheritdoc IStakeToken
    function setMinter(address minter_) external only(deployer) {
        require(minter_ != address(0), ZeroAddress());
        require(minter == address(0), MinterAlreadySet(minter));
        minter = minter_;
        emit MinterSet(minter_);
    }

    /// @inheritdoc IStakeToken
    function mint(address to, uint256 amount) external only(minter) {
        _mint(to, amount);
    }

    /// @inheritdoc IStakeToken
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc IStakeToken
    function cap() public pure returns (uint256) {
        return type(uint96).max;
    }

    /// @dev Every mint passes here, the constructor's included.
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0)) {
            require(totalSupply() <= cap(), SupplyCapExceeded(totalSupply(), cap()));
        }
    }
}
