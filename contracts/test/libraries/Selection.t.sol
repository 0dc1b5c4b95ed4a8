// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.sol";
import {Selection} from "../../src/libraries/Selection.sol";
import {SnapshotRing} from "../../src/libraries/SnapshotRing.sol";

contract SelectionTest is Test {
    /// @dev Against an urn with one ball per unit of weight, the balls in order of address. Weights are small, so that every
    /// boundary between two is met.
    function testFuzz_draw_isLikeAnUrn(bytes32 seed, uint8[6] calldata weights) public pure {
        uint256[] memory slots = new uint256[](6);
        address[] memory urn = new address[](36);
        uint256 balls = 0;
        uint96 cumulative = 0;
        for (uint256 i = 0; i < 6; ++i) {
            address who = address(uint160(100 + i));
            uint96 weight = 1 + weights[i] % 6;
            cumulative += weight;
            slots[5 - i] = SnapshotRing.pack(weight, who); // in the order of addresses backwards, sums to follow
            for (uint96 b = 0; b < weight; ++b) {
                urn[balls++] = who;
            }
        }
        uint96 sum = 0;
        for (uint256 i = 0; i < 6; ++i) {
            sum += uint96(slots[i] >> 160);
            slots[i] = SnapshotRing.pack(sum, address(uint160(slots[i])));
        }
        eq(sum, cumulative);

        address[] memory drawn = Selection.draw(slots, seed, 6);
        eq(drawn.length, 6);
        for (uint256 n = 0; n < 6; ++n) {
            // Of 2^256 words fewer than 36 would be drawn again.
            address want = urn[uint256(keccak256(abi.encode(seed, n, uint256(0)))) % balls];
            eq(drawn[n], want);
            uint256 left = 0;
            for (uint256 b = 0; b < balls; ++b) {
                if (urn[b] != want) urn[left++] = urn[b];
            }
            balls = left;
        }
    }
}
