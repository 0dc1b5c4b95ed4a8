// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";
import {StakeToken} from "../src/StakeToken.sol";
import {IStakeToken} from "../src/interfaces/IStakeToken.sol";

contract StakeTokenTest is Test {
    address private constant MINTER = address(0x111);
    address private constant STRANGER = address(0x222);

    StakeToken private token;

    function setUp() public {
        token = new StakeToken(1000);
    }

    function test_constructor_givesSupplyToDeployer() public view {
        eq(token.totalSupply(), 1000);
        eq(token.balanceOf(address(this)), 1000);
        eq(token.deployer(), address(this));
        eq(token.minter(), address(0));
    }

    function testFuzz_constructor_aboveCap_reverts(uint256 supply) public {
        supply = bound(supply, uint256(type(uint96).max) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakeToken.SupplyCapExceeded.selector, supply, type(uint96).max));
        new StakeToken(supply);
    }

    function test_setMinter_twice_reverts() public {
        vm.expectEmit(true, true, true, true);
        emit IStakeToken.MinterSet(MINTER);
        token.setMinter(MINTER);
        eq(token.minter(), MINTER);
        vm.expectRevert(abi.encodeWithSelector(IStakeToken.MinterAlreadySet.selector, MINTER));
        token.setMinter(STRANGER);
    }

    function test_setMinter_stranger_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStakeToken.Unauthorized.selector, STRANGER, address(this)));
        vm.prank(STRANGER);
        token.setMinter(STRANGER);
    }

    function test_setMinter_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStakeToken.ZeroAddress.selector));
        token.setMinter(address(0));
    }

    function test_mint_beforeMinterIsSet_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStakeToken.Unauthorized.selector, address(this), address(0)));
        token.mint(address(this), 1);
    }

    function testFuzz_mint_minter_mintsUpToCap(uint96 amount) public {
        token.setMinter(MINTER);
        uint256 room = token.cap() - token.totalSupply();
        uint256 minted = amount < room ? amount : room;
        vm.prank(MINTER);
        token.mint(STRANGER, minted);
        eq(token.balanceOf(STRANGER), minted);

        vm.expectRevert(
            abi.encodeWithSelector(IStakeToken.SupplyCapExceeded.selector, uint256(token.cap()) + 1, token.cap())
        );
        vm.prank(MINTER);
        token.mint(STRANGER, room - minted + 1);
    }

    function test_burn_lowersSupply() public {
        token.burn(400);
        eq(token.totalSupply(), 600);
        eq(token.balanceOf(address(this)), 600);
    }

    function test_permit_allowsSpender() public {
        address owner = vm.addr(1);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, STRANGER, 5, 0, block.timestamp));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(1, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash)));
        token.permit(owner, STRANGER, 5, block.timestamp, v, r, s);
        eq(token.allowance(owner, STRANGER), 5);
    }
}
