// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITicketBroker} from "../interfaces/ITicketBroker.sol";

/// @title What a ticket is, to the bit
/// @dev pkg/ticket says the same in Go; testdata/ticket holds both to it.
library Tickets {
    uint32 internal constant MAX_DRAWS = 256; // as many as a mask has bits

    bytes32 internal constant TYPEHASH = keccak256(
        "Ticket(address recipient,address sender,uint128 faceValue,uint64 round,uint32 draws,uint256 winProb,bytes32 rrHash,bytes32 salt,uint64 nonce,uint32 lane)"
    );

    /// @dev A struct of static fields is encoded as EIP-712 wants it, field after field.
    function structHash(ITicketBroker.Ticket calldata ticket) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, ticket));
    }

    function rrHash(bytes32 recipientRand) internal pure returns (bytes32) {
        return keccak256(abi.encode(recipientRand));
    }

    /// @dev The number that a draw compares with its probability to win.
    function drawValue(bytes32 digest, bytes32 recipientRand, uint256 draw) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(digest, recipientRand, draw)));
    }
}
