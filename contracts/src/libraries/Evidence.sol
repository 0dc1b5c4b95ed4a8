// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IFaultCourt} from "../interfaces/IFaultCourt.sol";
import {ITicketBroker} from "../interfaces/ITicketBroker.sol";
import {Merkle} from "./Merkle.sol";

/// @title What is signed about a segment, to the bit
/// @dev pkg/ticket says the same in Go; testdata/ticket holds both to it. Structs of static fields are encoded as EIP-712 wants
/// them, field after field.
library Evidence {
    uint256 internal constant CHUNK = 1024; // bytes
    uint256 internal constant TERA = 1e12;

    bytes32 internal constant HEADER_TYPEHASH = keccak256(
        "Header(address orchestrator,address broadcaster,uint64 round,bytes32 streamId,uint64 seq,uint32 attempt,bytes32 srcRoot,uint64 srcBytes,uint32 srcFrames,uint32 width,uint32 height,uint64 ptsStart,uint32 timescale,bytes32 profilesHash,bytes32 refRoot,uint64 price,uint64 deadline)"
    );
    bytes32 internal constant ACK_TYPEHASH = keccak256("Ack(bytes32 headerHash,bytes32 ticketDigest,uint64 deadline)");
    bytes32 internal constant RECEIPT_TYPEHASH =
        keccak256("Receipt(bytes32 headerHash,bytes32 renditionsRoot,uint8 mode,uint64 completedAt)");

    function structHash(IFaultCourt.Header calldata header) internal pure returns (bytes32) {
        return keccak256(abi.encode(HEADER_TYPEHASH, header));
    }

    function structHash(IFaultCourt.Ack calldata ack) internal pure returns (bytes32) {
        return keccak256(abi.encode(ACK_TYPEHASH, ack));
    }

    function structHash(IFaultCourt.Receipt calldata receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, receipt));
    }

    function leafHash(IFaultCourt.Leaf calldata leaf) internal pure returns (bytes32) {
        return Merkle.leafHash(abi.encode(leaf));
    }

    function profilesHash(IFaultCourt.Profile[] calldata profiles) internal pure returns (bytes32) {
        return keccak256(abi.encode(profiles));
    }

    /// @dev How many chunks so many bytes make; the last may be shorter.
    function chunkCount(uint64 size) internal pure returns (uint64) {
        return uint64((uint256(size) + CHUNK - 1) / CHUNK);
    }

    /// @dev All that can be billed for a header: every frame of the source in every rendition.
    function pixelsOf(IFaultCourt.Header calldata header, IFaultCourt.Profile[] calldata profiles)
        internal
        pure
        returns (uint256 pixels)
    {
        for (uint256 i = 0; i < profiles.length; ++i) {
            pixels += uint256(profiles[i].width) * profiles[i].height * header.srcFrames;
        }
    }

    /// @dev What a ticket is worth before it is drawn, rounded down.
    function expectedValue(ITicketBroker.Ticket calldata ticket) internal pure returns (uint256 value) {
        (value,) = Math.mul512(uint256(ticket.faceValue) * ticket.draws, ticket.winProb);
    }

    /// @dev What pixels cost, rounded up. The pixels of a header have less than 128 bits with any number of profiles that fits a call.
    function cost(uint256 pixels, uint64 price) internal pure returns (uint256) {
        return Math.ceilDiv(pixels * price, TERA);
    }
}
