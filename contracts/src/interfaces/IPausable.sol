// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract that can stop taking new money in
/// @notice A pause never stops anything on its way out.
interface IPausable {
    /// @notice What would bring new money in is stopped for now.
    error Paused();

    event PauseSet(bool paused);

    /// @notice Stop or resume. Only Params can.
    function setPaused(bool paused) external;

    function paused() external view returns (bool);
}
