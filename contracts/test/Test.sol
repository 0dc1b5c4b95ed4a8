// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The cheat codes of forge that are used here.
interface Vm {
    function prank(address sender) external;
    function warp(uint256 timestamp) external;
    function roll(uint256 number) external;
    function prevrandao(bytes32 value) external;
    function expectRevert(bytes calldata reason) external;
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data) external;
    function assume(bool condition) external pure;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function addr(uint256 privateKey) external pure returns (address);
}

/// @title What every test has at hand
/// @dev forge fails a test that reverts, so a check is a `require`.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error NotEqual(uint256 got, uint256 want);

    function eq(uint256 got, uint256 want) internal pure {
        require(got == want, NotEqual(got, want));
    }

    function eq(address got, address want) internal pure {
        require(got == want, NotEqual(uint160(got), uint160(want)));
    }

    function eq(string memory got, string memory want) internal pure {
        require(keccak256(bytes(got)) == keccak256(bytes(want)), got);
    }

    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        return min + value % (max - min + 1);
    }
}
