// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {Probe} from "./Probe.sol";
import {FaultCourt} from "../src/FaultCourt.sol";
import {TicketBroker} from "../src/TicketBroker.sol";
import {IFaultCourt} from "../src/interfaces/IFaultCourt.sol";
import {ITicketBroker} from "../src/interfaces/ITicketBroker.sol";

/// @dev The vectors that pkg/ticket is held to. The contracts are put where the vectors' domains say they are.
contract VectorsTest is System {
    string private json;
    TicketBroker private broker_;
    FaultCourt private court_;

    function setUp() public {
        deploy();
        json = vm.readFile("../testdata/ticket/vectors.json");
        vm.chainId(vm.parseJsonUint(json, ".chain_id"));
        broker_ = TicketBroker(vm.parseJsonAddress(json, ".broker"));
        court_ = FaultCourt(vm.parseJsonAddress(json, ".court"));
        vm.etch(address(broker_), address(broker).code);
        vm.etch(address(court_), address(court).code);
    }

    function encodings(string memory kind) private view returns (bytes[] memory encoded, bytes32[] memory digests) {
        encoded = vm.parseJsonBytesArray(json, string.concat(".", kind, ".encoded"));
        digests = vm.parseJsonBytes32Array(json, string.concat(".", kind, ".digests"));
        require(encoded.length != 0 && encoded.length == digests.length);
    }

    function test_ticketDigest_vectors() public view {
        (bytes[] memory encoded, bytes32[] memory digests) = encodings("tickets");
        bytes32[] memory rands = vm.parseJsonBytes32Array(json, ".tickets.rands");
        bytes32[] memory masks = vm.parseJsonBytes32Array(json, ".tickets.masks");
        for (uint256 i = 0; i < encoded.length; ++i) {
            ITicketBroker.Ticket memory t = abi.decode(encoded[i], (ITicketBroker.Ticket));
            eq(broker_.ticketDigest(t), digests[i]);
            eq(broker_.winMask(t, rands[i]), uint256(masks[i]));
        }
    }

    function test_headerDigest_vectors() public view {
        (bytes[] memory encoded, bytes32[] memory digests) = encodings("headers");
        for (uint256 i = 0; i < encoded.length; ++i) {
            eq(court_.headerDigest(abi.decode(encoded[i], (IFaultCourt.Header))), digests[i]);
        }
    }

    function test_ackDigest_vectors() public view {
        (bytes[] memory encoded, bytes32[] memory digests) = encodings("acks");
        for (uint256 i = 0; i < encoded.length; ++i) {
            eq(court_.ackDigest(abi.decode(encoded[i], (IFaultCourt.Ack))), digests[i]);
        }
    }

    function test_receiptDigest_vectors() public view {
        (bytes[] memory encoded, bytes32[] memory digests) = encodings("receipts");
        for (uint256 i = 0; i < encoded.length; ++i) {
            eq(court_.receiptDigest(abi.decode(encoded[i], (IFaultCourt.Receipt))), digests[i]);
        }
    }

    function test_merkle_vectors() public {
        Probe probe = new Probe();
        bytes32[] memory leaves = vm.parseJsonBytes32Array(json, ".tree.leaves");
        bytes32[] memory roots = vm.parseJsonBytes32Array(json, ".tree.roots");
        require(probe.verify(leaves[0], 0, 1, new bytes32[](0), roots[0]));
        for (uint256 size = 2; size <= leaves.length; ++size) {
            for (uint256 i = 0; i < size; ++i) {
                string memory name = string.concat(".tree.proofs.", vm.toString(size), "_", vm.toString(i));
                bytes32[] memory proof = vm.parseJsonBytes32Array(json, name);
                for (uint256 place = 0; place <= size; ++place) {
                    require(probe.verify(leaves[i], place, size, proof, roots[size - 1]) == (place == i));
                }
                require(!probe.verify(leaves[i], i, size, proof, roots[size - 2]));
                proof[proof.length - 1] = ~proof[proof.length - 1];
                require(!probe.verify(leaves[i], i, size, proof, roots[size - 1]));
            }
        }
        eq(probe.chunkHash(hex"01"), leaves[0]);
    }

    /// @dev A proof that goes on after the root, or has nothing to begin with.
    function test_merkle_malformed_isRefused() public {
        Probe probe = new Probe();
        require(!probe.verify(bytes32(uint256(1)), 0, 0, new bytes32[](0), bytes32(uint256(1))));
        require(!probe.verify(bytes32(uint256(1)), 0, 1, new bytes32[](1), bytes32(uint256(1))));
        require(!probe.verify(bytes32(uint256(1)), 0, 2, new bytes32[](0), bytes32(uint256(1))));
    }
}
