// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";
import {ServiceRegistry} from "../src/ServiceRegistry.sol";
import {Staking} from "../src/Staking.sol";
import {StakeToken} from "../src/StakeToken.sol";
import {IServiceRegistry} from "../src/interfaces/IServiceRegistry.sol";

contract ServiceRegistryTest is Test {
    uint64 private constant ROUND = 100;
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant HOT = address(0x1);
    address private constant HOTTER = address(0x2);
    address private constant HOTTEST = address(0x3);

    ServiceRegistry private registry;
    uint256 private start;

    function setUp() public {
        vm.warp(1_000_000);
        start = block.timestamp;
        registry = new ServiceRegistry(address(new Staking(address(new StakeToken(1)), address(this), ROUND, 7, 1, 0)));
    }

    function rotate(address operator) private {
        vm.prank(A);
        registry.rotateOperator(operator);
    }

    function test_serviceOf_unknown_isItsOwnOperator() public view {
        IServiceRegistry.Service memory s = registry.serviceOf(A);
        eq(s.uri, "");
        eq(s.operator, A);
    }

    function testFuzz_setService_withinBounds_isRead(bytes calldata raw) public {
        vm.assume(raw.length != 0 && raw.length <= 256);
        string memory uri = string(raw);
        vm.expectEmit(true, true, true, true);
        emit IServiceRegistry.ServiceSet(A, "", uri);
        vm.prank(A);
        registry.setService(uri);
        eq(registry.serviceOf(A).uri, uri);
        eq(registry.serviceOf(B).uri, "");
    }

    function test_setService_again_replaces() public {
        vm.prank(A);
        registry.setService("https://a.example:1");
        vm.expectEmit(true, true, true, true);
        emit IServiceRegistry.ServiceSet(A, "https://a.example:1", "https://b.example");
        vm.prank(A);
        registry.setService("https://b.example");
        eq(registry.serviceOf(A).uri, "https://b.example");
    }

    function test_setService_emptyOrLong_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceRegistry.InvalidURILength.selector, 0, 1, 256));
        registry.setService("");
        vm.expectRevert(abi.encodeWithSelector(IServiceRegistry.InvalidURILength.selector, 257, 1, 256));
        registry.setService(string(new bytes(257)));
        registry.setService(string(new bytes(256)));
    }

    function test_rotateOperator_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceRegistry.ZeroOperator.selector));
        rotate(address(0));
    }

    function test_rotateOperator_first_isImmediate() public {
        vm.expectEmit(true, true, true, true);
        emit IServiceRegistry.OperatorRotated(A, A, HOT, 1);
        rotate(HOT);
        eq(registry.serviceOf(A).operator, HOT);
    }

    function test_rotateOperator_second_waitsForTheNextRound() public {
        rotate(HOT);
        vm.expectEmit(true, true, true, true);
        emit IServiceRegistry.OperatorRotated(A, HOT, HOTTER, 2);
        rotate(HOTTER);
        vm.warp(start + ROUND - 1);
        eq(registry.serviceOf(A).operator, HOT);
        vm.warp(start + ROUND);
        eq(registry.serviceOf(A).operator, HOTTER);
    }

    function test_rotateOperator_pending_isReplaced() public {
        rotate(HOT);
        rotate(HOTTER);
        rotate(HOTTEST);
        eq(registry.serviceOf(A).operator, HOT);
        vm.warp(start + ROUND);
        eq(registry.serviceOf(A).operator, HOTTEST);
    }

    function test_rotateOperator_afterMany_keepsTheOneInEffect() public {
        rotate(HOT);
        rotate(HOTTER);
        vm.warp(start + 3 * ROUND);
        rotate(HOTTEST);
        eq(registry.serviceOf(A).operator, HOTTER);
        vm.warp(start + 4 * ROUND);
        eq(registry.serviceOf(A).operator, HOTTEST);
    }

    function test_servicesOf_keepsOrder() public {
        vm.prank(B);
        registry.setService("https://b.example");
        rotate(HOT);
        address[] memory who = new address[](3);
        (who[0], who[1], who[2]) = (B, A, HOT);
        IServiceRegistry.Service[] memory s = registry.servicesOf(who);
        eq(s.length, 3);
        eq(s[0].uri, "https://b.example");
        eq(s[0].operator, B);
        eq(s[1].operator, HOT);
        eq(s[2].operator, HOT);
    }

    function test_staking_isWhoseRoundsCount() public view {
        require(registry.staking() != address(0));
        eq(Staking(registry.staking()).roundLength(), ROUND);
    }

    function test_setOffer_isRead() public {
        uint64[4] memory prices = [uint64(1), 2, 3, 4];
        vm.expectEmit(true, true, true, true);
        emit IServiceRegistry.OfferSet(A, prices, 0xF0, "eu-west");
        vm.prank(A);
        registry.setOffer(prices, 0xF0, "eu-west");
        IServiceRegistry.Service memory s = registry.serviceOf(A);
        for (uint256 i = 0; i < 4; ++i) {
            eq(s.prices[i], i + 1);
        }
        eq(s.capabilities, 0xF0);
        eq(bytes32(s.region), bytes32("eu-west"));
        eq(registry.serviceOf(B).capabilities, 0);
    }

    function test_operatorAt_remembersEveryRound() public {
        vm.warp(start + 2 * ROUND); // round 3
        rotate(HOT); // at once
        rotate(HOTTER); // from 4
        vm.warp(start + 4 * ROUND); // round 5
        rotate(HOTTEST); // from 6
        eq(registry.operatorAt(A, 2), A);
        eq(registry.operatorAt(A, 3), HOT);
        eq(registry.operatorAt(A, 4), HOTTER);
        eq(registry.operatorAt(A, 5), HOTTER);
        eq(registry.operatorAt(A, 6), HOTTEST);
        eq(registry.operatorAt(A, 600), HOTTEST);
        eq(registry.operatorOf(A), HOTTER);
        rotate(HOT); // instead of the one that waits
        eq(registry.operatorAt(A, 6), HOT);
    }
}
