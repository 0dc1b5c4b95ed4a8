// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceRegistry} from "./interfaces/IServiceRegistry.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title See IServiceRegistry
contract ServiceRegistry is IServiceRegistry {
    uint256 internal constant MAX_URI_LENGTH = 256;

    /// @dev A key and the first round in which it speaks. An orchestrator's terms rise in their rounds.
    struct Term {
        address operator;
        uint64 fromRound;
    }

    struct Offer {
        uint64[4] prices;
        uint128 capabilities;
        bytes16 region;
    }

    IStaking private immutable _staking;

    mapping(address orchestrator => string) private _uris;
    mapping(address orchestrator => Offer) private _offers;
    mapping(address orchestrator => Term[]) private _terms;

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
    function setOffer(uint64[4] calldata prices, uint128 capabilities, bytes16 region) external {
        _offers[msg.sender] = Offer({prices: prices, capabilities: capabilities, region: region});
        emit OfferSet(msg.sender, prices, capabilities, region);
    }

    /// @inheritdoc IServiceRegistry
    function rotateOperator(address operator) external {
        require(operator != address(0), ZeroOperator());
        uint64 round = _staking.currentRound();
        address old = operatorAt(msg.sender, round);
        Term[] storage terms = _terms[msg.sender];
        uint64 fromRound = terms.length == 0 ? round : round + 1;
        if (terms.length != 0 && terms[terms.length - 1].fromRound == fromRound) terms.pop();
        terms.push(Term({operator: operator, fromRound: fromRound}));
        emit OperatorRotated(msg.sender, old, operator, fromRound);
    }

    /// @inheritdoc IServiceRegistry
    function serviceOf(address orchestrator) public view returns (Service memory) {
        Offer storage offer = _offers[orchestrator];
        return Service({
            uri: _uris[orchestrator],
            operator: operatorOf(orchestrator),
            prices: offer.prices,
            capabilities: offer.capabilities,
            region: offer.region
        });
    }

    /// @inheritdoc IServiceRegistry
    function servicesOf(address[] calldata orchestrators) external view returns (Service[] memory services) {
        services = new Service[](orchestrators.length);
        for (uint256 i = 0; i < orchestrators.length; ++i) {
            services[i] = serviceOf(orchestrators[i]);
        }
    }

    /// @inheritdoc IServiceRegistry
    function operatorOf(address orchestrator) public view returns (address) {
        return operatorAt(orchestrator, _staking.currentRound());
    }

    /// @inheritdoc IServiceRegistry
    /// @dev There is at most one term a round, so this walks no further back than the rounds since.
    function operatorAt(address orchestrator, uint64 round) public view returns (address) {
        Term[] storage terms = _terms[orchestrator];
        for (uint256 i = terms.length; i != 0; --i) {
            Term memory term = terms[i - 1];
            if (term.fromRound <= round) return term.operator;
        }
        return orchestrator;
    }

    /// @inheritdoc IServiceRegistry
    function staking() external view returns (address) {
        return address(_staking);
    }
}
