// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFaultCourt} from "../src/interfaces/IFaultCourt.sol";
import {Evidence} from "../src/libraries/Evidence.sol";
import {Merkle} from "../src/libraries/Merkle.sol";
import {Tickets} from "../src/libraries/Tickets.sol";

/// @title The libraries that no contract shows alone, for those who compare Go with the EVM
contract Probe {
    function leafHash(IFaultCourt.Leaf calldata leaf) external pure returns (bytes32) {
        return Evidence.leafHash(leaf);
    }

    function profilesHash(IFaultCourt.Profile[] calldata profiles) external pure returns (bytes32) {
        return Evidence.profilesHash(profiles);
    }

    function drawValue(bytes32 digest, bytes32 rand, uint256 draw) external pure returns (uint256) {
        return Tickets.drawValue(digest, rand, draw);
    }

    function verify(bytes32 leaf, uint256 index, uint256 count, bytes32[] calldata proof, bytes32 root)
        external
        pure
        returns (bool)
    {
        return Merkle.verify(leaf, index, count, proof, root);
    }

    function chunkHash(bytes calldata chunk) external pure returns (bytes32) {
        return Merkle.leafHash(chunk);
    }
}
