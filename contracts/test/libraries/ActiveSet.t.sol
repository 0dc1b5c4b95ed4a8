// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.sol";
import {ActiveSet} from "../../src/libraries/ActiveSet.sol";
import {Pools} from "../../src/libraries/Pools.sol";
import {MAX_ACTIVE} from "../../src/libraries/SnapshotRing.sol";

contract ActiveSetTest is Test {
    using ActiveSet for ActiveSet.Set;

    ActiveSet.Set private set;
    mapping(address => Pools.Pool) private pools;

    /// @dev Against a bit and a weight per member: after any adds, removes and weighings both know the same.
    function testFuzz_addRemoveWeigh_keepsMembers(uint16[40] calldata steps) public {
        uint256 members = 0;
        uint256 lates = 0;
        uint256 count = 0;
        uint96[16] memory weights;
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 bit = steps[i] % 16;
            address member = address(uint160(0x100 + bit));
            uint96 weight = steps[i];
            bool late = weight & 0x8000 != 0;
            if (members & (1 << bit) == 0) {
                set.add(pools, member);
                set.weigh(pools[member].position, member, weight, late);
                (members, weights[bit]) = (members | (1 << bit), weight);
                if (late) lates |= 1 << bit;
                ++count;
            } else if (weight & 0x4000 != 0) {
                set.remove(pools, member);
                (members, lates) = (members & ~(1 << bit), lates & ~(1 << bit));
                --count;
            } else {
                set.weigh(pools[member].position, member, weight, late);
                weights[bit] = weight;
                if (late) lates |= 1 << bit;
            }
        }
        eq(set.count, count);
        eq(set.members().length, count);
        require(set.late >> count == 0);
        for (uint256 bit = 0; bit < 16; ++bit) {
            address member = address(uint160(0x100 + bit));
            uint8 position = pools[member].position;
            require((position != 0) == (members & (1 << bit) != 0));
            if (position == 0) continue;
            eq(set.memberAt(position - 1), member);
            eq(set.members()[position - 1], member);
            eq(set.entries[position - 1] >> 160, weights[bit]);
            require((set.late & (1 << (position - 1)) != 0) == (lates & (1 << bit) != 0));
        }
    }

    function test_isFull_onlyAtMax() public {
        for (uint256 i = 0; i < MAX_ACTIVE; ++i) {
            require(!set.isFull());
            set.add(pools, address(uint160(0x100 + i)));
        }
        require(set.isFull());
    }

    function testFuzz_smallest_isTheLeast(uint96[5] calldata weights) public {
        uint96 least = type(uint96).max;
        for (uint256 i = 0; i < weights.length; ++i) {
            address member = address(uint160(0x100 + i));
            set.add(pools, member);
            set.weigh(i + 1, member, weights[i], false);
            if (weights[i] < least) least = weights[i];
        }
        (address smallest, uint96 weight) = set.smallest();
        eq(weight, least);
        if (least != type(uint96).max) eq(set.entries[pools[smallest].position - 1] >> 160, least);
    }
}
