// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.sol";
import {ActiveSet, MAX_ACTIVE} from "../../src/libraries/ActiveSet.sol";

contract ActiveSetTest is Test {
    using ActiveSet for ActiveSet.Set;

    ActiveSet.Set private set;

    /// @dev Any sequence of toggles leaves the set equal to the naive one, whatever the order of its members.
    function testFuzz_toggle_matchesNaiveSet(uint8[] calldata toggles) public {
        bool[256] memory naive;
        uint256 size = 0;
        for (uint256 i = 0; i < toggles.length; ++i) {
            address member = address(uint160(toggles[i]) + 1);
            if (naive[toggles[i]]) {
                set.remove(member);
                --size;
            } else if (!set.isFull()) {
                set.add(member);
                ++size;
            } else {
                continue;
            }
            naive[toggles[i]] = !naive[toggles[i]];
        }
        eq(set.members.length, size);
        for (uint256 i = 0; i < 256; ++i) {
            require(set.contains(address(uint160(i) + 1)) == naive[i]);
        }
        for (uint256 i = 0; i < size; ++i) {
            require(naive[uint160(set.members[i]) - 1]);
            eq(set.position[set.members[i]], i + 1);
        }
    }

    function test_isFull_atTheBound() public {
        for (uint256 i = 1; i <= MAX_ACTIVE; ++i) {
            require(!set.isFull());
            set.add(address(uint160(i)));
        }
        require(set.isFull());
    }
}
