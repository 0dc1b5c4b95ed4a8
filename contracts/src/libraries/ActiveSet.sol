// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The most members that an active set has.
uint256 constant MAX_ACTIVE = 128;

/// @title A bounded set of addresses that can be walked
/// @dev Whoever adds checks `isFull` first: the bound keeps a walk affordable within one transaction.
library ActiveSet {
    struct Set {
        address[] members;
        mapping(address member => uint256) position; // index in members plus 1; zero when absent
    }

    function isFull(Set storage set) internal view returns (bool) {
        return set.members.length == MAX_ACTIVE;
    }

    function contains(Set storage set, address member) internal view returns (bool) {
        return set.position[member] != 0;
    }

    /// @dev The member must be absent and the set not full.
    function add(Set storage set, address member) internal {
        assert(!contains(set, member) && !isFull(set));
        set.members.push(member);
        set.position[member] = set.members.length;
    }

    /// @dev The member must be present. The last member takes its place.
    function remove(Set storage set, address member) internal {
        uint256 position = set.position[member];
        assert(position != 0);
        address last = set.members[set.members.length - 1];
        set.members[position - 1] = last;
        set.position[last] = position;
        delete set.position[member];
        set.members.pop();
    }
}
