// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Parameterized} from "./base/Parameterized.sol";
import {IMinter} from "./interfaces/IMinter.sol";
import {IStakeToken} from "./interfaces/IStakeToken.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {Parts} from "./libraries/Parts.sol";

/// @title See IMinter
/// @dev The token's supply fits 96 bits, and so does every part of it here.
contract Minter is Parameterized, IMinter {
    /// @notice What a deployment begins with.
    struct Config {
        uint32 inflation; // yearly, in billionths
        uint32 step; // of inflation, per round
        uint32 target; // the part of the supply that should be staked, in millionths
        uint96 bounty; // of initRound, in tokens' smallest unit
    }

    uint256 private constant BILLION = 1_000_000_000;
    uint256 private constant MAX_INFLATION = 100_000_000; // 10 % a year
    uint256 private constant MAX_ROUND_PART = 300; // 0.03 % of the supply
    uint256 private constant MAX_YEAR_PART = 100_000; // 10 % of the supply at its beginning
    uint256 private constant MAX_BOUNTY_PART = 100_000; // 10 % of the round's budget
    uint256 private constant MAX_BOUNTY = 1_000 ether;
    uint256 private constant YEAR = 365 days;

    IStakeToken private immutable _token;
    IStaking private immutable _staking;
    uint256 private immutable _roundLength;
    uint256 private immutable _start;
    uint256 private immutable _tokenCap;

    Budget private _budget;
    Year private _year;

    /// @inheritdoc IMinter
    uint32 public inflation;
    uint32 private _step;
    uint32 private _target;
    uint96 private _bounty;

    constructor(address token_, address staking_, address params_, Config memory config) Parameterized(params_) {
        _token = IStakeToken(token_);
        _staking = IStaking(staking_);
        _roundLength = _staking.roundLength();
        _tokenCap = _token.cap();
        _start = block.timestamp;
        _requireWithin("inflation", config.inflation, 0, MAX_INFLATION);
        inflation = config.inflation;
        _set("step", config.step);
        _set("target", config.target);
        _set("bounty", config.bounty);
        _beginYear(0, _token.totalSupply());
    }

    /// @inheritdoc IMinter
    function openRound(uint64 round, uint256 bonded, address keeper)
        external
        only(address(_staking))
        returns (uint256 bounty)
    {
        require(round > _budget.round, RoundAlreadyOpened(round));
        uint256 supply = _token.totalSupply();
        _moveInflation(bonded, supply);
        uint256 amount = _spend(supply);
        bounty = Math.min(_bounty, Parts.floor(MAX_BOUNTY_PART, amount));
        _budget = Budget({round: round, amount: uint96(amount - bounty), minted: 0});
        emit RoundOpened(round, amount, inflation);
        if (bounty != 0) {
            emit BountyMinted(keeper, round, bounty);
            _token.mint(keeper, bounty);
        }
    }

    /// @inheritdoc IMinter
    function mintReward(uint64 round, uint256 weight, uint256 total)
        external
        only(address(_staking))
        returns (uint256 amount)
    {
        Budget memory open = _budget;
        require(round == open.round, RoundNotOpen(round, open.round));
        amount = Math.min(open.amount * weight / total, open.amount - open.minted);
        _budget.minted = uint96(open.minted + amount);
        emit RewardMinted(round, amount);
        _token.mint(address(_staking), amount);
    }

    /// @inheritdoc IMinter
    function budget() external view returns (Budget memory) {
        return _budget;
    }

    /// @inheritdoc IMinter
    function year() external view returns (Year memory) {
        return _year;
    }

    /// @inheritdoc IMinter
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IMinter
    function staking() external view returns (address) {
        return address(_staking);
    }

    /// @inheritdoc Parameterized
    function parameter(bytes32 name) public view override returns (Parameter memory) {
        if (name == "step") return Parameter(_step, 0, MAX_INFLATION);
        if (name == "target") return Parameter(_target, 0, Parts.WHOLE);
        if (name == "bounty") return Parameter(_bounty, 0, MAX_BOUNTY);
        revert UnknownParameter(name);
    }

    function _store(bytes32 name, uint256 value) internal override {
        if (name == "step") _step = uint32(value);
        else if (name == "target") _target = uint32(value);
        else _bounty = uint96(value);
    }

    /// @dev One step towards the target.
    function _moveInflation(uint256 bonded, uint256 supply) private {
        (uint256 now_, uint256 step) = (inflation, _step);
        bool below = bonded < Parts.floor(_target, supply);
        inflation = uint32(below ? Math.min(now_ + step, MAX_INFLATION) : Math.saturatingSub(now_, step));
    }

    /// @dev What the round may mint, taken from what the year has left. What a round does not mint is not given back, so the
    /// year's cap holds however late in the round the minting is.
    function _spend(uint256 supply) private returns (uint256 amount) {
        uint64 number = uint64((block.timestamp - _start) / YEAR);
        if (number != _year.number) _beginYear(number, supply);
        amount = supply * inflation * _roundLength / (BILLION * YEAR);
        amount = Math.min(amount, Parts.floor(MAX_ROUND_PART, supply));
        amount = Math.min(amount, _year.cap - _year.minted);
        amount = Math.min(amount, _tokenCap - supply);
        _year.minted += uint96(amount);
    }

    function _beginYear(uint64 number, uint256 supply) private {
        _year = Year({number: number, cap: uint96(Parts.floor(MAX_YEAR_PART, supply)), minted: 0});
    }
}
