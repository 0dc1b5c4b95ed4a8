// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";
import {MockPriceFeed} from "../src/MockPriceFeed.sol";

contract MockPriceFeedTest is Test {
    function testFuzz_set_anything_isAnswered(uint8 decimals, MockPriceFeed.Answer calldata latest) public {
        MockPriceFeed feed = new MockPriceFeed();
        feed.set(decimals, latest);
        (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) =
            feed.latestRoundData();
        eq(feed.decimals(), decimals);
        eq(roundId, latest.roundId);
        assert(answer == latest.answer);
        eq(startedAt, latest.startedAt);
        eq(updatedAt, latest.updatedAt);
        eq(answeredInRound, latest.answeredInRound);
    }
}
