// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceRegistry} from "./interfaces/IServiceRegistry.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title See IServiceRegistry
contract ServiceRegistry is IServiceRegistry {
    uint256 internal constant MAX_URI_LENGTH = 256;

    /// @dev `next` takes over from `current` when `effectiveRound` is reached.
    struct Operator {
        address current;
        address next;
        uint64 effectiveRound;
    }

    IStaking private immutable _staking;

    mapping(address orchestrator => string) private _uris;
    mapping(address orchestrator => Operator) private _operators;

    constructor(address staking_) {
        _staking = IStaking(staking_);
    }

    /// @inheritdoc IServiceRegistry
    function setService(string calldata uri) external {
        uint256 length = bytes(uri).length;
        require(length != 0 && length <= MAX_URI_LENGTH, InvalidURILength(length, 1, MAX_URI_LENGTH));
        string memory old = _uris[msg.sender];
        _uris[msg.sender] = uri;
        emit ServiceSet(msg.sender, old, uri);
    }

    /// @inheritdoc IServiceRegistry
    function rotateOperator(address operator) external {
        require(operator != address(0), ZeroOperator());
        uint64 round = _staking.currentRound();
        bool first = _operators[msg.sender].effectiveRound == 0;
        address old = _operatorOf(msg.sender, round);
        uint64 effectiveRound = first ? round : round + 1;
        _operators[msg.sender] = Operator({current: old, next: operator, effectiveRound: effectiveRound});
        emit OperatorRotated(msg.sender, old, operator, effectiveRound);
    }

    /// @inheritdoc IServiceRegistry
    function serviceOf(address orchestrator) public view returns (Service memory) {
        return Service({uri: _uris[orchestrator], operator: _operatorOf(orchestrator, _staking.currentRound())});
    }

    /// @inheritdoc IServiceRegistry
    function servicesOf(address[] calldata orchestrators) external view returns (Service[] memory services) {
        services = new Service[](orchestrators.length);
        for (uint256 i = 0; i < orchestrators.length; ++i) {
            services[i] = serviceOf(orchestrators[i]);
        }
    }

    /// @inheritdoc IServiceRegistry
    function staking() external view returns (address) {
        return address(_staking);
    }

    function _operatorOf(address orchestrator, uint64 round) private view returns (address) {
        Operator storage operator = _operators[orchestrator];
        if (operator.effectiveRound == 0) return orchestrator;
        return round >= operator.effectiveRound ? operator.next : operator.current;
    }
}
