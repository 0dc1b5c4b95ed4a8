// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pools} from "./Pools.sol";
import {MAX_ACTIVE, SnapshotRing} from "./SnapshotRing.sol";

/// @title A bounded set of orchestrators with their weights, that can be walked
/// @dev A snapshot reads each member's one slot and nothing else. So whoever changes a pool brings its weight up to date, and a
/// weight that changes by itself when a round ends is marked late: the snapshot looks at those pools again.
/// A member's pool says where in the set it is, since whoever asks reads the pool anyway. Whoever adds checks `isFull`
/// first: the bound keeps a walk affordable within one transaction.
library ActiveSet {
    struct Set {
        uint256[MAX_ACTIVE] entries; // weight then address, as in a snapshot's slots, but not cumulative
        uint128 late; // bit i is entry i
        uint8 count;
    }

    function isFull(Set storage set) internal view returns (bool) {
        return set.count == MAX_ACTIVE;
    }

    function memberAt(Set storage set, uint256 index) internal view returns (address) {
        return address(uint160(set.entries[index]));
    }

    /// @dev The member must be absent and the set not full. Its weight is still to be set.
    function add(Set storage set, mapping(address => Pools.Pool) storage pools, address member) internal {
        assert(pools[member].position == 0 && !isFull(set));
        set.entries[set.count] = SnapshotRing.pack(0, member);
        pools[member].position = ++set.count;
    }

    /// @dev The member must be present. The last member takes its place.
    function remove(Set storage set, mapping(address => Pools.Pool) storage pools, address member) internal {
        uint8 position = pools[member].position;
        assert(position != 0);
        uint8 lastIndex = --set.count;
        bool lastIsLate = set.late & (uint128(1) << lastIndex) != 0;
        _mark(set, lastIndex, false);
        if (position - 1 != lastIndex) {
            uint256 last = set.entries[lastIndex];
            set.entries[position - 1] = last;
            pools[address(uint160(last))].position = position;
            _mark(set, position - 1, lastIsLate);
        }
        pools[member].position = 0;
    }

    /// @dev Set a member's weight.
    /// @param late whether it changes when the round is over
    function weigh(Set storage set, uint256 position, address member, uint96 weight, bool late) internal {
        set.entries[position - 1] = SnapshotRing.pack(weight, member);
        if (late) _mark(set, position - 1, true);
    }

    /// @dev The set must not be empty.
    function smallest(Set storage set) internal view returns (address member, uint96 weight) {
        weight = type(uint96).max;
        uint256 count = set.count;
        for (uint256 i = 0; i < count; ++i) {
            uint256 entry = set.entries[i];
            if (uint96(entry >> 160) < weight) (member, weight) = (address(uint160(entry)), uint96(entry >> 160));
        }
    }

    function members(Set storage set) internal view returns (address[] memory all) {
        all = new address[](set.count);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = memberAt(set, i);
        }
    }

    function _mark(Set storage set, uint256 index, bool late) private {
        uint128 mark = uint128(1) << uint8(index);
        uint128 marks = late ? set.late | mark : set.late & ~mark;
        if (marks != set.late) set.late = marks;
    }
}
