// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Draws from a snapshot, as pkg/selection makes them
/// @dev For callers off chain and disputes; nothing here is cheap.
library Selection {
    /// @dev Draw at most `count` of the addresses in a snapshot's slots, without replacement, with odds that follow the weights.
    function draw(uint256[] memory slots, bytes32 seed, uint256 count) internal pure returns (address[] memory drawn) {
        uint256 left = slots.length;
        (uint256[] memory candidates, uint256 total) = _byAddress(slots);
        drawn = new address[](count < left ? count : left);
        for (uint256 n = 0; n < drawn.length; ++n) {
            uint256 i = _pick(candidates, _uniform(total, seed, n));
            drawn[n] = address(uint160(candidates[i] >> 96));
            total -= uint96(candidates[i]);
            for (--left; i < left; ++i) {
                candidates[i] = candidates[i + 1];
            }
        }
    }

    /// @dev Address then weight, in order of address.
    function _byAddress(uint256[] memory slots) private pure returns (uint256[] memory sorted, uint256 total) {
        sorted = new uint256[](slots.length);
        for (uint256 i = 0; i < slots.length; ++i) {
            uint256 entry = (slots[i] << 96) | ((slots[i] >> 160) - total);
            total = slots[i] >> 160;
            uint256 j = i;
            for (; j != 0 && sorted[j - 1] > entry; --j) {
                sorted[j] = sorted[j - 1];
            }
            sorted[j] = entry;
        }
    }

    /// @dev The index of the candidate that owns a point below the sum of the weights.
    function _pick(uint256[] memory candidates, uint256 point) private pure returns (uint256 i) {
        while (point >= uint96(candidates[i])) {
            point -= uint96(candidates[i++]);
        }
    }

    /// @dev A uniform number below a bound. The lowest 2^256 mod bound words are skipped, so that every remainder has the same
    /// number of words.
    function _uniform(uint256 bound, bytes32 seed, uint256 n) private pure returns (uint256 word) {
        unchecked {
            uint256 skip = (0 - bound) % bound; // 2^256 - bound wraps on purpose
            uint256 attempt = 0;
            do {
                word = uint256(keccak256(abi.encode(seed, n, attempt++)));
            } while (word < skip);
            word %= bound;
        }
    }
}
