// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IParameterized} from "./interfaces/IParameterized.sol";
import {IParams} from "./interfaces/IParams.sol";
import {IPausable} from "./interfaces/IPausable.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title See IParams
contract Params is Ownable2Step, IParams {
    /// @inheritdoc IParams
    uint64 public constant timelock = 48 hours;

    Contracts private _contracts;
    mapping(address target => mapping(bytes32 name => Proposal)) private _proposals;

    constructor(address owner_) Ownable(owner_) {}

    /// @inheritdoc IParams
    function wire(Contracts calldata contracts_) external onlyOwner {
        require(_contracts.staking == address(0), AlreadyWired());
        require(
            contracts_.stakeToken != address(0) && contracts_.staking != address(0) && contracts_.minter != address(0)
                && contracts_.serviceRegistry != address(0) && contracts_.asset != address(0)
                && contracts_.ticketBroker != address(0) && contracts_.faultCourt != address(0),
            ZeroAddress()
        );
        _contracts = contracts_;
        emit Wired(contracts_);
        IStaking(contracts_.staking).wire(contracts_.minter, contracts_.ticketBroker, contracts_.faultCourt);
    }

    /// @inheritdoc IParams
    function propose(address target, bytes32 name, uint256 value) external onlyOwner {
        _requireParameterized(target);
        IParameterized.Parameter memory p = IParameterized(target).parameter(name);
        require(value >= p.min && value <= p.max, IParameterized.InvalidParameter(name, value, p.min, p.max));
        uint64 readyAt = uint64(block.timestamp) + timelock;
        _proposals[target][name] = Proposal({value: value, readyAt: readyAt});
        emit Proposed(target, name, p.value, value, readyAt);
    }

    /// @inheritdoc IParams
    function cancel(address target, bytes32 name) external onlyOwner {
        Proposal memory proposal = _take(target, name);
        emit Cancelled(target, name, proposal.value);
    }

    /// @inheritdoc IParams
    function execute(address target, bytes32 name) external {
        Proposal memory proposal = _take(target, name);
        require(block.timestamp >= proposal.readyAt, TooEarly(proposal.readyAt, block.timestamp));
        emit Executed(target, name, proposal.value);
        IParameterized(target).setParameter(name, proposal.value);
    }

    /// @inheritdoc IParams
    function setPaused(bool paused) external onlyOwner {
        IPausable(_contracts.staking).setPaused(paused);
        IPausable(_contracts.ticketBroker).setPaused(paused);
    }

    /// @inheritdoc IParams
    function contracts() external view returns (Contracts memory) {
        return _contracts;
    }

    /// @inheritdoc IParams
    function proposalOf(address target, bytes32 name) external view returns (Proposal memory) {
        return _proposals[target][name];
    }

    function _take(address target, bytes32 name) private returns (Proposal memory proposal) {
        proposal = _proposals[target][name];
        require(proposal.readyAt != 0, NotProposed(target, name));
        delete _proposals[target][name];
    }

    function _requireParameterized(address target) private view {
        require(
            target != address(0)
                && (target == _contracts.staking
                    || target == _contracts.minter
                    || target == _contracts.ticketBroker
                    || target == _contracts.faultCourt),
            UnknownTarget(target)
        );
    }
}
