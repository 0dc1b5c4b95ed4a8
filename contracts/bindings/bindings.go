// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bindings

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// FaultCourtConfig is an auto generated low-level Go binding around an user-defined struct.
type FaultCourtConfig struct {
	Equivocation   uint32
	Overbilling    uint32
	MissedDeadline uint32
	Unavailable    uint32
	FinderPart     uint32
	AnswerTime     uint32
	Retention      uint32
	EvidenceRounds uint32
	MaxChallenges  uint32
	ChallengeStake *big.Int
}

// IFaultCourtAck is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtAck struct {
	HeaderHash   [32]byte
	TicketDigest [32]byte
	Deadline     uint64
}

// IFaultCourtChallenge is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtChallenge struct {
	Fault        uint8
	Orchestrator common.Address
	Challenger   common.Address
	AnswerBy     uint64
	Round        uint64
	Stake        *big.Int
	HeaderHash   [32]byte
	ChunkRoot    [32]byte
	ChunkIndex   uint64
	ChunkCount   uint64
}

// IFaultCourtHeader is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtHeader struct {
	Orchestrator common.Address
	Broadcaster  common.Address
	Round        uint64
	StreamId     [32]byte
	Seq          uint64
	Attempt      uint32
	SrcRoot      [32]byte
	SrcBytes     uint64
	SrcFrames    uint32
	Width        uint32
	Height       uint32
	PtsStart     uint64
	Timescale    uint32
	ProfilesHash [32]byte
	RefRoot      [32]byte
	Price        uint64
	Deadline     uint64
}

// IFaultCourtLeaf is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtLeaf struct {
	ProfileId   uint32
	ChunkRoot   [32]byte
	Size        uint64
	Pixels      uint64
	Frames      uint32
	PtsStart    uint64
	PtsDuration uint64
	DecodedRoot [32]byte
}

// IFaultCourtProfile is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtProfile struct {
	Id     uint32
	Codec  uint8
	Width  uint32
	Height uint32
}

// IFaultCourtReceipt is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtReceipt struct {
	HeaderHash     [32]byte
	RenditionsRoot [32]byte
	Mode           uint8
	CompletedAt    uint64
}

// IFaultCourtRendition is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtRendition struct {
	Leaf  IFaultCourtLeaf
	Index *big.Int
	Count *big.Int
	Proof [][32]byte
}

// IMinterBudget is an auto generated low-level Go binding around an user-defined struct.
type IMinterBudget struct {
	Round  uint64
	Amount *big.Int
	Minted *big.Int
}

// IMinterYear is an auto generated low-level Go binding around an user-defined struct.
type IMinterYear struct {
	Number uint64
	Cap    *big.Int
	Minted *big.Int
}

// IParameterizedParameter is an auto generated low-level Go binding around an user-defined struct.
type IParameterizedParameter struct {
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// IParamsContracts is an auto generated low-level Go binding around an user-defined struct.
type IParamsContracts struct {
	StakeToken      common.Address
	Staking         common.Address
	Minter          common.Address
	ServiceRegistry common.Address
	Asset           common.Address
	TicketBroker    common.Address
	FaultCourt      common.Address
}

// IParamsProposal is an auto generated low-level Go binding around an user-defined struct.
type IParamsProposal struct {
	Value   *big.Int
	ReadyAt uint64
}

// IServiceRegistryService is an auto generated low-level Go binding around an user-defined struct.
type IServiceRegistryService struct {
	Uri          string
	Operator     common.Address
	Prices       [4]uint64
	Capabilities *big.Int
	Region       [16]byte
}

// IStakingEarnings is an auto generated low-level Go binding around an user-defined struct.
type IStakingEarnings struct {
	Fees    *big.Int
	Rewards *big.Int
}

// IStakingLock is an auto generated low-level Go binding around an user-defined struct.
type IStakingLock struct {
	Amount        *big.Int
	WithdrawRound uint64
	Orchestrator  common.Address
}

// IStakingOrchestrator is an auto generated low-level Go binding around an user-defined struct.
type IStakingOrchestrator struct {
	Stake           *big.Int
	SelfBond        *big.Int
	Active          bool
	RewardCut       uint32
	FeeShare        uint32
	NextRewardCut   uint32
	NextFeeShare    uint32
	CommissionRound uint64
	LastRewardRound uint64
	Shares          *big.Int
	Unbonding       *big.Int
}

// IStakingSnapshot is an auto generated low-level Go binding around an user-defined struct.
type IStakingSnapshot struct {
	Round uint64
	Seed  [32]byte
	Slots []*big.Int
}

// ITicketBrokerAccount is an auto generated low-level Go binding around an user-defined struct.
type ITicketBrokerAccount struct {
	Deposit       *big.Int
	Reserve       *big.Int
	WithdrawRound uint64
	HeldUntil     uint64
}

// ITicketBrokerRedemption is an auto generated low-level Go binding around an user-defined struct.
type ITicketBrokerRedemption struct {
	Ticket        ITicketBrokerTicket
	Signature     []byte
	RecipientRand [32]byte
	WinMask       *big.Int
	SnapshotIndex *big.Int
}

// ITicketBrokerTicket is an auto generated low-level Go binding around an user-defined struct.
type ITicketBrokerTicket struct {
	Recipient common.Address
	Sender    common.Address
	FaceValue *big.Int
	Round     uint64
	Draws     uint32
	WinProb   *big.Int
	RrHash    [32]byte
	Salt      [32]byte
	Nonce     uint64
	Lane      uint32
}

// MinterConfig is an auto generated low-level Go binding around an user-defined struct.
type MinterConfig struct {
	Inflation uint32
	Step      uint32
	Target    uint32
	Bounty    *big.Int
}

// MockPriceFeedAnswer is an auto generated low-level Go binding around an user-defined struct.
type MockPriceFeedAnswer struct {
	RoundId         *big.Int
	Answer          *big.Int
	StartedAt       *big.Int
	UpdatedAt       *big.Int
	AnsweredInRound *big.Int
}

// FaultCourtMetaData contains all meta data concerning the FaultCourt contract.
var FaultCourtMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"asset_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"registry_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broker_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"params_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"config\",\"type\":\"tuple\",\"internalType\":\"structFaultCourt.Config\",\"components\":[{\"name\":\"equivocation\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"overbilling\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"missedDeadline\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"unavailable\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"finderPart\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"answerTime\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"retention\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"evidenceRounds\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxChallenges\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"challengeStake\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"ackDigest\",\"inputs\":[{\"name\":\"ack\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Ack\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"ticketDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"answerAvailability\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"chunk\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answerDeadline\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"asset\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengeAvailability\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"rendition\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Rendition\",\"components\":[{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Leaf\",\"components\":[{\"name\":\"profileId\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"chunkRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"size\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"pixels\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"frames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"ptsDuration\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"decodedRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"count\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}]},{\"name\":\"chunkIndex\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challengeCount\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengeDeadline\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"ack\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Ack\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"ticketDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challengeOf\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Challenge\",\"components\":[{\"name\":\"fault\",\"type\":\"uint8\",\"internalType\":\"enumIFaultCourt.Fault\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"answerBy\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"chunkRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"chunkIndex\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"chunkCount\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"collect\",\"inputs\":[],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"dueTo\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"headerDigest\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"isPunished\",\"inputs\":[{\"name\":\"fault\",\"type\":\"uint8\",\"internalType\":\"enumIFaultCourt.Fault\"},{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"openChallenges\",\"inputs\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"parameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParameterized.Parameter\",\"components\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"params\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"penaltyOf\",\"inputs\":[{\"name\":\"fault\",\"type\":\"uint8\",\"internalType\":\"enumIFaultCourt.Fault\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"receiptDigest\",\"inputs\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reportEquivocation\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"first\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"firstSignature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"second\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"secondSignature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reportOverbilling\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"profiles\",\"type\":\"tuple[]\",\"internalType\":\"structIFaultCourt.Profile[]\",\"components\":[{\"name\":\"id\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"codec\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Receipt\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"renditionsRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"mode\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"completedAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"rendition\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Rendition\",\"components\":[{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Leaf\",\"components\":[{\"name\":\"profileId\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"chunkRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"size\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"pixels\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"frames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"ptsDuration\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"decodedRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"count\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reportOverpricing\",\"inputs\":[{\"name\":\"header\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Header\",\"components\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"broadcaster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"srcRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"srcBytes\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"srcFrames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timescale\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"profilesHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"refRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"price\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"profiles\",\"type\":\"tuple[]\",\"internalType\":\"structIFaultCourt.Profile[]\",\"components\":[{\"name\":\"id\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"codec\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"ack\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Ack\",\"components\":[{\"name\":\"headerHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"ticketDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"ticket\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Ticket\",\"components\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faceValue\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rrHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"serviceRegistry\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"settle\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staking\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ticketBroker\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Answered\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"headerHash\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Challenged\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"fault\",\"type\":\"uint8\",\"indexed\":false,\"internalType\":\"enumIFaultCourt.Fault\"},{\"name\":\"headerHash\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"chunkIndex\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"answerBy\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Collected\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"event\",\"name\":\"FaultProven\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"fault\",\"type\":\"uint8\",\"indexed\":true,\"internalType\":\"enumIFaultCourt.Fault\"},{\"name\":\"headerHash\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"slashed\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ParameterSet\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"oldValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"newValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyChallenged\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"AlreadyPunished\",\"inputs\":[{\"name\":\"faultId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"AnswerStillDue\",\"inputs\":[{\"name\":\"answerBy\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"time\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"AnswerTooLate\",\"inputs\":[{\"name\":\"answerBy\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"time\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"DeadlineNotPassed\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"time\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidProof\",\"inputs\":[{\"name\":\"leaf\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"count\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoSuchChallenge\",\"inputs\":[{\"name\":\"challengeId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NoSuchChunk\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"count\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NotSignedByOrchestrator\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NothingDue\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NothingOverbilled\",\"inputs\":[{\"name\":\"billed\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"due\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RetentionOver\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"time\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RoundOutOfReach\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"evidenceRounds\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"SameReceipt\",\"inputs\":[{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]},{\"type\":\"error\",\"name\":\"TooManyChallenges\",\"inputs\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"UnknownParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongCount\",\"inputs\":[{\"name\":\"renditions\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"profiles\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongFault\",\"inputs\":[{\"name\":\"got\",\"type\":\"uint8\",\"internalType\":\"enumIFaultCourt.Fault\"},{\"name\":\"expected\",\"type\":\"uint8\",\"internalType\":\"enumIFaultCourt.Fault\"}]},{\"type\":\"error\",\"name\":\"WrongHeader\",\"inputs\":[{\"name\":\"got\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongProfiles\",\"inputs\":[{\"name\":\"hash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongTicket\",\"inputs\":[{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}]",
	ID:  "FaultCourt",
	Bin: "0x610200604052348015610010575f5ffd5b506040516150a03803806150a083398101604081905261002f916109fa565b81604051806040016040528060088152602001674d696c6c7261636560c01b815250604051806040016040528060018152602001603160f81b81525061007a826102e760201b60201c565b61012052610087816102e7565b61014052815160208084019190912060e052815190820120610100524660a05261011360e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0390811661016052868116610180528581166101a0528481166101c05283166101e0528051610168906b32b8bab4bb37b1b0ba34b7b760a11b9063ffffffff1661032d565b6101906a6f76657262696c6c696e6760a81b826020015163ffffffff1661032d60201b60201c565b6101bb6d6d6973736564446561646c696e6560901b826040015163ffffffff1661032d60201b60201c565b6101e36a756e617661696c61626c6560a81b826060015163ffffffff1661032d60201b60201c565b61020a69199a5b99195c94185c9d60b21b826080015163ffffffff1661032d60201b60201c565b61023169616e7377657254696d6560b01b8260a0015163ffffffff1661032d60201b60201c565b610257683932ba32b73a34b7b760b91b8260c0015163ffffffff1661032d60201b60201c565b6102826d65766964656e6365526f756e647360901b8260e0015163ffffffff1661032d60201b60201c565b6102ad6c6d61784368616c6c656e67657360981b82610100015163ffffffff1661032d60201b60201c565b6102dc6d6368616c6c656e67655374616b6560901b8261012001516001600160601b031661032d60201b60201c565b505050505050610be6565b5f5f829050601f8151111561031a578260405163305a27a960e01b81526004016103119190610b2d565b60405180910390fd5b805161032582610b62565b179392505050565b5f61033783610362565b905061035383838360200151846040015161067a60201b60201c565b61035d83836106cf565b505050565b61038360405180606001604052805f81526020015f81526020015f81525090565b816b32b8bab4bb37b1b0ba34b7b760a11b036103c45750506040805160608101825260025463ffffffff1681525f602082015262030d409181019190915290565b816a6f76657262696c6c696e6760a81b0361040c57505060408051606081018252600254640100000000900463ffffffff1681525f602082015262030d409181019190915290565b816d6d6973736564446561646c696e6560901b0361045b5750506040805160608101825260025468010000000000000000900463ffffffff1681525f602082015262030d409181019190915290565b816a756e617661696c61626c6560a81b036104ab575050604080516060810182526002546c01000000000000000000000000900463ffffffff1681525f602082015262030d409181019190915290565b8169199a5b99195c94185c9d60b21b036104f157505060408051606081018252600254600160801b900463ffffffff1681525f60208201526207a1209181019190915290565b8169616e7377657254696d6560b01b0361053857505060408051606081018252600254600160a01b900463ffffffff1681526001602082015262093a809181019190915290565b81683932ba32b73a34b7b760b91b0361057e57505060408051606081018252600254600160c01b900463ffffffff168152603c602082015262093a809181019190915290565b816d65766964656e6365526f756e647360901b036105cc5760408051606081018252600254600160e01b900463ffffffff168152600160208201529081016105c46108e8565b905292915050565b816c6d61784368616c6c656e67657360981b0361060e5750506040805160608101825260035463ffffffff168152600160208201526103e89181019190915290565b816d6368616c6c656e67655374616b6560901b0361065e5750506040805160608101825260035464010000000090046001600160601b0316815260016020820152633b9aca009181019190915290565b604051634c69569560e01b815260048101839052602401610311565b81831015801561068a5750808311155b84848484909192936106c557604051632940b00160e11b81526004810194909452602484019290925260448301526064820152608401610311565b5050505050505050565b816b32b8bab4bb37b1b0ba34b7b760a11b036106fe576002805463ffffffff191663ffffffff83161790555050565b816a6f76657262696c6c696e6760a81b03610736576002805463ffffffff60201b191664010000000063ffffffff8416021790555050565b816d6d6973736564446561646c696e6560901b03610775576002805463ffffffff60401b19166801000000000000000063ffffffff8416021790555050565b816a756e617661696c61626c6560a81b036107b5576002805463ffffffff60601b19166c0100000000000000000000000063ffffffff8416021790555050565b8169199a5b99195c94185c9d60b21b036107eb576002805463ffffffff60801b1916600160801b63ffffffff8416021790555050565b8169616e7377657254696d6560b01b03610821576002805463ffffffff60a01b1916600160a01b63ffffffff8416021790555050565b81683932ba32b73a34b7b760b91b03610856576002805463ffffffff60c01b1916600160c01b63ffffffff8416021790555050565b816d65766964656e6365526f756e647360901b0361088f57600280546001600160e01b0316600160e01b63ffffffff8416021790555050565b816c6d61784368616c6c656e67657360981b036108bf576003805463ffffffff191663ffffffff83161790555050565b60038054600160201b600160801b0319166401000000006001600160601b038416021790555050565b5f5f6101a0516001600160a01b031663615e55336040518163ffffffff1660e01b8152600401602060405180830381865afa158015610929573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061094d9190610b88565b90506001816001600160401b031611610967576001610972565b610972600182610bb5565b6001600160401b031691505090565b80516001600160a01b0381168114610997575f5ffd5b919050565b60405161014081016001600160401b03811182821017156109cb57634e487b7160e01b5f52604160045260245ffd5b60405290565b805163ffffffff81168114610997575f5ffd5b80516001600160601b0381168114610997575f5ffd5b5f5f5f5f5f5f8688036101e0811215610a11575f5ffd5b610a1a88610981565b9650610a2860208901610981565b9550610a3660408901610981565b9450610a4460608901610981565b9350610a5260808901610981565b9250610140609f1982011215610a66575f5ffd5b50610a6f61099c565b610a7b60a089016109d1565b8152610a8960c089016109d1565b6020820152610a9a60e089016109d1565b6040820152610aac61010089016109d1565b6060820152610abe61012089016109d1565b6080820152610ad061014089016109d1565b60a0820152610ae261016089016109d1565b60c0820152610af461018089016109d1565b60e0820152610b066101a089016109d1565b610100820152610b196101c089016109e4565b610120820152809150509295509295509295565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b80516020808301519190811015610b82575f198160200360031b1b821691505b50919050565b5f60208284031215610b98575f5ffd5b81516001600160401b0381168114610bae575f5ffd5b9392505050565b6001600160401b038281168282160390811115610be057634e487b7160e01b5f52601160045260245ffd5b92915050565b60805160a05160c05160e05161010051610120516101405161016051610180516101a0516101c0516101e0516143ff610ca15f395f81816103c80152610a5901525f81816103ee01526120d201525f81816102d30152818161154b015281816117010152611a9d01525f818161028401528181611510015261293401525f81816104170152610d3201525f6123b901525f61238901525f612b9401525f612b6c01525f612ac701525f612af101525f612b1b01526143ff5ff3fe608060405234801561000f575f5ffd5b50600436106101a5575f3560e01c8063815bd943116100e8578063bf3f71be11610093578063cff0ab961161006e578063cff0ab9614610412578063e522538114610439578063e97acfb514610441578063f5c78d4614610479575f5ffd5b8063bf3f71be146103b3578063c86b23c9146103c6578063cbcf252a146103ec575f5ffd5b8063930853e5116100c3578063930853e514610384578063a2f0572514610397578063b2af0a08146103a0575f5ffd5b8063815bd9431461034357806384b0196e146103565780638df8280014610371575f5ffd5b806338d52e0f116101535780635a03d83c1161012e5780635a03d83c146102f757806370e0ec801461030a578063723507be1461031d5780637d7e525d14610330575f5ffd5b806338d52e0f14610282578063440205ba146102bc5780634cf088d9146102d1575f5ffd5b80632641ac21116101835780632641ac21146102175780632a4ccee51461023a5780632abe79091461025a575f5ffd5b806305d9b586146101a95780630f931d49146101e3578063204a269d14610204575b5f5ffd5b6101bc6101b7366004613409565b61048c565b60408051825181526020808401519082015291810151908201526060015b60405180910390f35b6101f66101f1366004613436565b610880565b6040519081526020016101da565b6101f6610212366004613461565b610898565b61022a61022536600461348f565b6108a5565b60405190151581526020016101da565b61024d610248366004613409565b6108cd565b6040516101da91906134eb565b6101f66102683660046135fd565b6001600160a01b03165f9081526009602052604090205490565b7f00000000000000000000000000000000000000000000000000000000000000005b6040516001600160a01b0390911681526020016101da565b6102cf6102ca3660046136ae565b610a03565b005b7f00000000000000000000000000000000000000000000000000000000000000006102a4565b6102cf610305366004613790565b610bf5565b6102cf610318366004613851565b610cbf565b6102cf61032b3660046138a8565b610d30565b6102cf61033e3660046138c8565b610e02565b6102cf61035136600461396f565b610ef6565b61035e610f81565b6040516101da9796959493929190613a46565b6102cf61037f366004613409565b610fdf565b6101f6610392366004613af8565b6111f1565b6101f660045481565b6101f66103ae366004613b42565b6112bd565b6101f66103c1366004613b7b565b611364565b7f00000000000000000000000000000000000000000000000000000000000000006102a4565b7f00000000000000000000000000000000000000000000000000000000000000006102a4565b6102a47f000000000000000000000000000000000000000000000000000000000000000081565b6101f6611464565b6101f661044f366004613c1f565b6001600160a01b039182165f90815260076020908152604080832093909416825291909152205490565b6101f6610487366004613c56565b61153a565b6104ad60405180606001604052805f81526020015f81526020015f81525090565b817f65717569766f636174696f6e0000000000000000000000000000000000000000036104ff5750506040805160608101825260025463ffffffff1681525f602082015262030d409181019190915290565b817f6f76657262696c6c696e670000000000000000000000000000000000000000000361055957505060408051606081018252600254640100000000900463ffffffff1681525f602082015262030d409181019190915290565b817f6d6973736564446561646c696e65000000000000000000000000000000000000036105b75750506040805160608101825260025468010000000000000000900463ffffffff1681525f602082015262030d409181019190915290565b817f756e617661696c61626c6500000000000000000000000000000000000000000003610619575050604080516060810182526002546c01000000000000000000000000900463ffffffff1681525f602082015262030d409181019190915290565b817f66696e64657250617274000000000000000000000000000000000000000000000361067f57505060408051606081018252600254700100000000000000000000000000000000900463ffffffff1681525f60208201526207a1209181019190915290565b817f616e7377657254696d6500000000000000000000000000000000000000000000036106d957505060408051606081018252600254600160a01b900463ffffffff1681526001602082015262093a809181019190915290565b817f726574656e74696f6e00000000000000000000000000000000000000000000000361073357505060408051606081018252600254600160c01b900463ffffffff168152603c602082015262093a809181019190915290565b817f65766964656e6365526f756e6473000000000000000000000000000000000000036107905760408051606081018252600254600160e01b900463ffffffff16815260016020820152908101610788611547565b905292915050565b817f6d61784368616c6c656e67657300000000000000000000000000000000000000036107e25750506040805160608101825260035463ffffffff168152600160208201526103e89181019190915290565b817f6368616c6c656e67655374616b65000000000000000000000000000000000000036108465750506040805160608101825260035464010000000090046bffffffffffffffffffffffff16815260016020820152633b9aca009181019190915290565b6040517f4c695695000000000000000000000000000000000000000000000000000000008152600481018390526024015b60405180910390fd5b5f61089261088d836115ff565b611650565b92915050565b5f61089261088d83611697565b5f60085f6108b385856116cb565b815260208101919091526040015f205460ff169392505050565b60408051610140810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e0810182905261010081018290526101208101919091525f8281526005602052604090819020815161014081019092528054829060ff16600381111561094e5761094e6134b7565b600381111561095f5761095f6134b7565b815281546001600160a01b0361010091829004811660208401526001840154908116604084015267ffffffffffffffff600160a01b90910481166060840152600284015480821660808501526bffffffffffffffffffffffff68010000000000000000918290041660a0850152600385015460c0850152600485015460e0850152600590940154808216928401929092529290049091166101209091015292915050565b5f610a0d886116fd565b9050610a1c8882878787611875565b610a278888886118db565b6040517f89f7b7090000000000000000000000000000000000000000000000000000000081525f906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906389f7b70990610a8e908690600401613ca2565b602060405180830381865afa158015610aa9573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610acd9190613d8a565b9050856020013581148015610b0b5750610aea60208a018a6135fd565b6001600160a01b0316610b0060208501856135fd565b6001600160a01b0316145b8187602001359091610b52576040517f509104fc00000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610877565b50505f610b7a610b638b8b8b611931565b610b756102008d016101e08e01613da1565b6119e4565b90505f610b8685611a07565b90508082808211610bcc576040517fdbf1099200000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610877565b50610be890506001610be160208e018e6135fd565b8633611a5e565b5050505050505050505050565b5f610bff886116fd565b9050610c0e8882878787611bf7565b50610c1a8888886118db565b61012082013586818114610c63576040517ff46f757800000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610877565b5050610c73828660200135611c62565b610c9c888888856101000135818110610c8e57610c8e613dbc565b905060800201845f01611ce9565b610cb56001610cae60208b018b6135fd565b8333611a5e565b5050505050505050565b5f610ccb856002611e07565b60c0810151909150843581818114610cff57604051631a059daf60e11b815260048101929092526024820152604401610877565b5050610d1e82602001518360800151610d1788610880565b878761204b565b610d2886836121a6565b505050505050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b0381168214610da8576040517f295a81c10000000000000000000000000000000000000000000000000000000081526001600160a01b03928316600482015291166024820152604401610877565b50505f610db48461048c565b519050610dc1848461224f565b604080518281526020810185905285917f0a7e89c5c2abbeecebfa6c000066595bdd560a4e590d5b51bfb1360704c388d1910160405180910390a250505050565b5f610e0e866003611e07565b90505f610e4f86868080601f0160208091040260200160405190810160405280939291908181526020018383808284375f9201919091525061227e92505050565b9050610e818183610100015167ffffffffffffffff1684610120015167ffffffffffffffff1687878760e00151612293565b6101008301516101208401518392610ee0576040517fcdbe8afc000000000000000000000000000000000000000000000000000000008152600481019390935267ffffffffffffffff9182166024840152166044820152606401610877565b505050610eed87836121a6565b50505050505050565b5f610f00886116fd565b90505f610f1089838a8a8a611bf7565b9050610f1f8983878787611bf7565b8114158190610f5d576040517f2bd9b0e600000000000000000000000000000000000000000000000000000000815260040161087791815260200190565b50610f765f610f6f60208c018c6135fd565b8433611a5e565b505050505050505050565b5f6060805f5f5f6060610f92612382565b610f9a6123b2565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f81815260056020526040808220815161014081019092528054829060ff16600381111561100f5761100f6134b7565b6003811115611020576110206134b7565b815281546001600160a01b0361010091829004811660208401526001840154908116604084015267ffffffffffffffff600160a01b9091048116606080850191909152600285015480831660808601526bffffffffffffffffffffffff68010000000000000000918290041660a0860152600386015460c0860152600486015460e0860152600590950154808316938501939093529390910481166101209092019190915290820151919250839116611108576040517f60b018d200000000000000000000000000000000000000000000000000000000815260040161087791815260200190565b5060608101514267ffffffffffffffff82168111611164576040517f8ea8f2fd00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90921660048301526024820152604401610877565b505061117082826123dd565b8060a001516bffffffffffffffffffffffff1660095f83604001516001600160a01b03166001600160a01b031681526020019081526020015f205f8282546111b89190613de4565b9091555050805160c08201516111ce91906108a5565b6111ed576111ed815f015182602001518360c001518460400151611a5e565b5050565b5f5f6111fc866116fd565b905061120b8682878787611875565b61121b6060860160408701613da1565b67ffffffffffffffff16611231426103e8613df7565b116112426060870160408801613da1565b61124e426103e8613df7565b9091611298576040517f43c5d47b00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90921660048301526024820152604401610877565b50505f6112a7600288846124fa565b90506112b281612612565b979650505050505050565b5f808260038111156112d1576112d16134b7565b036112e457505060025463ffffffff1690565b60018260038111156112f8576112f86134b7565b03611313575050600254640100000000900463ffffffff1690565b6002826003811115611327576113276134b7565b0361134657505060025468010000000000000000900463ffffffff1690565b50506002546c01000000000000000000000000900463ffffffff1690565b5f5f61137a6003896113758b6116fd565b6124fa565b905061138d888260c00151898989611bf7565b5061139c848860200135611c62565b6113b46113af6080890160608a01613da1565b612974565b602084013560e082015267ffffffffffffffff83166101008201526113e76113e26060860160408701613da1565b612a0b565b67ffffffffffffffff908116610120830181905284918216811161144b576040517f19b7cbc800000000000000000000000000000000000000000000000000000000815267ffffffffffffffff928316600482015291166024820152604401610877565b505061145681612612565b9150505b9695505050505050565b335f8181526009602052604090205490816114b7576040517f39b3200d0000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610877565b50335f8181526009602052604080822091909155517f8c22f554c81b54107cd95e734e4ef45767214974a540f34ea4a4f8c3fc7b13c3906114fb9084815260200190565b60405180910390a26115376001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163383612a39565b90565b5f61089261088d83612a87565b5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663615e55336040518163ffffffff1660e01b8152600401602060405180830381865afa1580156115a5573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906115c99190613e0e565b905060018167ffffffffffffffff16116115e45760016115ef565b6115ef600182613e29565b67ffffffffffffffff1691505090565b5f7f0eea5188e4aa6a97164c65c33cd65e88e12ef452d84db18f4d49ecec862f80dd82604051602001611633929190613e59565b604051602081830303815290604052805190602001209050919050565b5f61089261165c612abb565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f7f1b3d136a2afbf7281881d4e733fcc105fc63b490be0062292dc49ce6dad2357282604051602001611633929190613eb2565b5f82826040516020016116df929190614059565b60405160208183030381529060405280519060200120905092915050565b5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa15801561175b573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061177f9190613e0e565b905067ffffffffffffffff811661179c6060850160408601613da1565b67ffffffffffffffff16111580156117e65750600254600160e01b900463ffffffff166117cf6060850160408601613da1565b6117d99083613e29565b67ffffffffffffffff1611155b6117f66060850160408601613da1565b60025490918391600160e01b900463ffffffff1690611862576040517f50725b2400000000000000000000000000000000000000000000000000000000815267ffffffffffffffff938416600482015292909116602483015263ffffffff166044820152606401610877565b50505061186e83610898565b9392505050565b8235848181146118a157604051631a059daf60e11b815260048101929092526024820152604401610877565b506118d490506118b460208701876135fd565b6118c46060880160408901613da1565b6118cd8661153a565b858561204b565b5050505050565b5f6118e68383612be4565b9050806101a0850135808214610d28576040517f1b1a5f4d00000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610877565b5f805b828110156119dc5761194e61012086016101008701614074565b63ffffffff1684848381811061196657611966613dbc565b905060800201606001602081019061197e9190614074565b63ffffffff1685858481811061199657611996613dbc565b90506080020160400160208101906119ae9190614074565b63ffffffff166119be9190613df7565b6119c89190613df7565b6119d29083613de4565b9150600101611934565b509392505050565b5f61186e6119fc67ffffffffffffffff841685613df7565b64e8d4a51000612bf8565b5f611a57611a1b60a0840160808501614074565b63ffffffff16611a31606085016040860161408d565b6fffffffffffffffffffffffffffffffff16611a4d9190613df7565b8360a00135612c2b565b5092915050565b611a688483612c47565b600160085f611a7787866116cb565b81526020019081526020015f205f6101000a81548160ff0219169083151502179055505f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316634be9fd9f85611ad4886112bd565b60025460405160e085901b7fffffffff000000000000000000000000000000000000000000000000000000001681526001600160a01b0393841660048201526024810192909252918616604482015270010000000000000000000000000000000090910463ffffffff1660648201526084016020604051808303815f875af1158015611b62573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611b869190613d8a565b9050846003811115611b9a57611b9a6134b7565b826001600160a01b0316856001600160a01b03167fbbdb82fc7989405ddc41570b1ac2f81980dab70aef60fe60e666a9aafd25afcf8685604051611be8929190918252602082015260400190565b60405180910390a45050505050565b5f833585818114611c2457604051631a059daf60e11b815260048101929092526024820152604401610877565b5050611c2f84610880565b9050611c59611c4160208801886135fd565b611c516060890160408a01613da1565b83868661204b565b95945050505050565b5f611c6c83612ca2565b9050611c9281610100850135610120860135611c8c6101408801886140a6565b87612293565b81846101000135856101200135909192610d28576040517fcdbe8afc000000000000000000000000000000000000000000000000000000008152600481019390935260248301919091526044820152606401610877565b5f611cfc61012085016101008601614074565b63ffffffff16611d1260a0840160808501614074565b63ffffffff1610611d3457611d2f61012085016101008601614074565b611d44565b611d4460a0830160808401614074565b63ffffffff1690505f81611d5e6080860160608701614074565b63ffffffff16611d746060870160408801614074565b63ffffffff16611d849190613df7565b611d8e9190613df7565b905080611da16080850160608601613da1565b67ffffffffffffffff1611611dbc6080850160608601613da1565b829091610eed576040517fdbf1099200000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90921660048301526024820152604401610877565b60408051610140810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e0810182905261010081018290526101208101919091525f8381526005602052604090819020815161014081019092528054829060ff166003811115611e8857611e886134b7565b6003811115611e9957611e996134b7565b815281546001600160a01b0361010091829004811660208401526001840154908116604084015267ffffffffffffffff600160a01b9091048116606080850191909152600285015480831660808601526bffffffffffffffffffffffff68010000000000000000918290041660a0860152600386015460c0860152600486015460e0860152600590950154808316938501939093529390910481166101209092019190915290820151919250849116611f81576040517f60b018d200000000000000000000000000000000000000000000000000000000815260040161087791815260200190565b50816003811115611f9457611f946134b7565b81516003811115611fa757611fa76134b7565b825191849114611fe5576040517f8923506c00000000000000000000000000000000000000000000000000000000815260040161087792919061410a565b505060608101514267ffffffffffffffff8216811115612043576040517f263d0ef100000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90921660048301526024820152604401610877565b505092915050565b5f612057848484612ccb565b50909150506001600160a01b038116158015906121505750856001600160a01b0316816001600160a01b0316148061215057506040517f790a5e3e0000000000000000000000000000000000000000000000000000000081526001600160a01b03878116600483015267ffffffffffffffff871660248301527f0000000000000000000000000000000000000000000000000000000000000000169063790a5e3e90604401602060405180830381865afa158015612117573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061213b9190614125565b6001600160a01b0316816001600160a01b0316145b868286909192610f76576040517f77808e210000000000000000000000000000000000000000000000000000000081526001600160a01b0393841660048201529290911660248301526044820152606401610877565b6121b082826123dd565b8060a001516bffffffffffffffffffffffff1660095f83602001516001600160a01b03166001600160a01b031681526020019081526020015f205f8282546121f89190613de4565b9250508190555080602001516001600160a01b0316827f21de4c1fdb915425cfc9c5c6a3c02b00ffdde2062f04350f7fd08ffcf5a46ef98360c0015160405161224391815260200190565b60405180910390a35050565b5f6122598361048c565b905061226f838383602001518460400151612d12565b6122798383612d76565b505050565b6040515f906116339082908490602001614140565b5f8486106122a257505f61145a565b5f6122ae600187614182565b9050875f5b8581101561236757825f036122cd575f935050505061145a565b88600116600114806122de57508289145b15612332576123058787838181106122f8576122f8613dbc565b90506020020135836130fa565b91505b6001891615801561231857508815155b1561232d57600198891c989290921c91612308565b612357565b6123548288888481811061234857612348613dbc565b905060200201356130fa565b91505b600198891c9892831c92016122b3565b508115801561237557508381145b9998505050505050505050565b60606123ad7f000000000000000000000000000000000000000000000000000000000000000061313b565b905090565b60606123ad7f000000000000000000000000000000000000000000000000000000000000000061313b565b5f828152600560208190526040822080547fffffffffffffffffffffff0000000000000000000000000000000000000000001681556001810180547fffffffff000000000000000000000000000000000000000000000000000000001690556002810180547fffffffffffffffffffffffff000000000000000000000000000000000000000016905560038101839055600481018390550180547fffffffffffffffffffffffffffffffff000000000000000000000000000000001690556006906124a783613178565b815260208082019290925260409081015f908120819055838201516001600160a01b03908116825260078452828220858501519091168252909252812080549091906124f290614195565b909155505050565b60408051610140810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e0810182905261010081018290526101208101919091526125548483612c47565b80846003811115612567576125676134b7565b9081600381111561257a5761257a6134b7565b90525061258a60208401846135fd565b6001600160a01b031660208201526125a86060840160408501613da1565b67ffffffffffffffff1660808201523360408201526002546125d790600160a01b900463ffffffff16426141aa565b67ffffffffffffffff16606082015260035464010000000090046bffffffffffffffffffffffff1660a082015260c081019190915292915050565b5f5f61261d83613178565b5f818152600660205260409020549091508015612669576040517f85f8bca500000000000000000000000000000000000000000000000000000000815260040161087791815260200190565b50602080840151335f9081526007835260408082206001600160a01b0384168352909352918220805491929182906126a0906141ca565b91829055506003549091503390839063ffffffff168084111561270f576040517f472ebaee0000000000000000000000000000000000000000000000000000000081526001600160a01b03938416600482015292909116602483015263ffffffff166044820152606401610877565b50505060045f8154612720906141ca565b91829055505f81815260056020526040902086518154929650879282907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166001836003811115612773576127736134b7565b021790555060208281015182547fffffffffffffffffffffff0000000000000000000000000000000000000000ff166101006001600160a01b0392831681029190911784556040808601516001860180546060808a01519387167fffffffff0000000000000000000000000000000000000000000000000000000090921691909117600160a01b67ffffffffffffffff9485160217909155608088015160028801805460a08b01519285167fffffffffffffffffffffffff000000000000000000000000000000000000000090911617680100000000000000006bffffffffffffffffffffffff909316830217905560c0808a015160038a015560e08a015160048a0155858a015160059099018054610120909b01519985167fffffffffffffffffffffffffffffffff00000000000000000000000000000000909b169a909a179890931602969096179096555f8981526006909452928390208990558951948a0151908a0151938a015192513395928816948a947f8e54d8bcb41ec978565c1057e232c987f0553d5879558223f2f58d3e5362486e94612919949093909291906141e2565b60405180910390a460a085015161296c906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690339030906bffffffffffffffffffffffff166131a0565b505050919050565b6002545f9061299290600160c01b900463ffffffff166103e8613df7565b6129a69067ffffffffffffffff8416613de4565b9050806129b5426103e8613df7565b1115816129c4426103e8613df7565b9091612a05576040517fb7bd9f4f00000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610877565b50505050565b5f6104006001612a258267ffffffffffffffff8616613de4565b612a2f9190614182565b610892919061422a565b612a4683838360016131ef565b612279576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610877565b5f7f054724158b335499e4b358a6a9e6711eefb39ebb10974816c22cd5e8c4874e1882604051602001611633929190614249565b5f306001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016148015612b1357507f000000000000000000000000000000000000000000000000000000000000000046145b15612b3d57507f000000000000000000000000000000000000000000000000000000000000000090565b6123ad604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f82826040516020016116df92919061428c565b5f815f03612c0a57612c0a601261326a565b816001840381612c1c57612c1c614216565b04600101831515029392505050565b5f805f1983850993909202808410938190039390930393915050565b5f612c5283836116cb565b5f81815260086020526040902054909150819060ff1615612a05576040517fb7cf6b2900000000000000000000000000000000000000000000000000000000815260040161087791815260200190565b5f61089282604051602001612cb79190614315565b60405160208183030381529060405261227e565b5f80806041849003612cff578435602086013560408701355f1a612cf18982858561327b565b955095509550505050612d09565b505f915060029050825b93509350939050565b818310158015612d225750808311155b8484848490919293610cb5576040517f528160020000000000000000000000000000000000000000000000000000000081526004810194909452602484019290925260448301526064820152608401610877565b817f65717569766f636174696f6e000000000000000000000000000000000000000003612db6576002805463ffffffff191663ffffffff83161790555050565b817f6f76657262696c6c696e6700000000000000000000000000000000000000000003612e1857600280547fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff1664010000000063ffffffff8416021790555050565b817f6d6973736564446561646c696e6500000000000000000000000000000000000003612e7e57600280547fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff166801000000000000000063ffffffff8416021790555050565b817f756e617661696c61626c6500000000000000000000000000000000000000000003612ee857600280547fffffffffffffffffffffffffffffffff00000000ffffffffffffffffffffffff166c0100000000000000000000000063ffffffff8416021790555050565b817f66696e646572506172740000000000000000000000000000000000000000000003612f5657600280547fffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffffff1670010000000000000000000000000000000063ffffffff8416021790555050565b817f616e7377657254696d650000000000000000000000000000000000000000000003612fb757600280547fffffffffffffffff00000000ffffffffffffffffffffffffffffffffffffffff16600160a01b63ffffffff8416021790555050565b817f726574656e74696f6e00000000000000000000000000000000000000000000000361301857600280547fffffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffff16600160c01b63ffffffff8416021790555050565b817f65766964656e6365526f756e64730000000000000000000000000000000000000361307557600280547bffffffffffffffffffffffffffffffffffffffffffffffffffffffff16600160e01b63ffffffff8416021790555050565b817f6d61784368616c6c656e67657300000000000000000000000000000000000000036130b5576003805463ffffffff191663ffffffff83161790555050565b600380546bffffffffffffffffffffffff8316640100000000027fffffffffffffffffffffffffffffffff000000000000000000000000ffffffff9091161790555050565b6040517f0100000000000000000000000000000000000000000000000000000000000000602082015260218101839052604181018290525f906061016116df565b60605f61314783613343565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f815f01518260c001518360e0015184610100015160405160200161163394939291906143cc565b6131ae848484846001613383565b612a05576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610877565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661325e578383151615613252573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b634e487b715f52806020526024601cfd5b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411156132b457505f91506003905082613339565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015613305573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b03811661333057505f925060019150829050613339565b92505f91508190505b9450945094915050565b5f60ff8216601f811115610892576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f511483166133f85783831516156133ec573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f60208284031215613419575f5ffd5b5035919050565b5f60808284031215613430575f5ffd5b50919050565b5f60808284031215613446575f5ffd5b61186e8383613420565b5f6102208284031215613430575f5ffd5b5f6102208284031215613472575f5ffd5b61186e8383613450565b80356004811061348a575f5ffd5b919050565b5f5f604083850312156134a0575f5ffd5b6134a98361347c565b946020939093013593505050565b634e487b7160e01b5f52602160045260245ffd5b600481106134e757634e487b7160e01b5f52602160045260245ffd5b9052565b5f610140820190506134fe8284516134cb565b602083015161351860208401826001600160a01b03169052565b50604083015161353360408401826001600160a01b03169052565b50606083015161354f606084018267ffffffffffffffff169052565b50608083015161356b608084018267ffffffffffffffff169052565b5060a083015161358b60a08401826bffffffffffffffffffffffff169052565b5060c083015160c083015260e083015160e08301526101008301516135bd61010084018267ffffffffffffffff169052565b50610120830151611a5761012084018267ffffffffffffffff169052565b6001600160a01b03811681146135ef575f5ffd5b50565b803561348a816135db565b5f6020828403121561360d575f5ffd5b813561186e816135db565b5f5f83601f840112613628575f5ffd5b50813567ffffffffffffffff81111561363f575f5ffd5b6020830191508360208260071b8501011115613659575f5ffd5b9250929050565b5f60608284031215613430575f5ffd5b5f5f83601f840112613680575f5ffd5b50813567ffffffffffffffff811115613697575f5ffd5b602083019150836020828501011115613659575f5ffd5b5f5f5f5f5f5f5f8789036104008112156136c6575f5ffd5b6136d08a8a613450565b975061022089013567ffffffffffffffff8111156136ec575f5ffd5b6136f88b828c01613618565b909850965061370d90508a6102408b01613660565b94506102a089013567ffffffffffffffff811115613729575f5ffd5b6137358b828c01613670565b9095509350506101407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd408201121561376b575f5ffd5b506102c08801905092959891949750929550565b5f6101608284031215613430575f5ffd5b5f5f5f5f5f5f5f610300888a0312156137a7575f5ffd5b6137b18989613450565b965061022088013567ffffffffffffffff8111156137cd575f5ffd5b6137d98a828b01613618565b90975095506137ee9050896102408a01613420565b93506102c088013567ffffffffffffffff81111561380a575f5ffd5b6138168a828b01613670565b9094509250506102e088013567ffffffffffffffff811115613836575f5ffd5b6138428a828b0161377f565b91505092959891949750929550565b5f5f5f5f60c08587031215613864575f5ffd5b843593506138758660208701613420565b925060a085013567ffffffffffffffff811115613890575f5ffd5b61389c87828801613670565b95989497509550505050565b5f5f604083850312156138b9575f5ffd5b50508035926020909101359150565b5f5f5f5f5f606086880312156138dc575f5ffd5b85359450602086013567ffffffffffffffff8111156138f9575f5ffd5b61390588828901613670565b909550935050604086013567ffffffffffffffff811115613924575f5ffd5b8601601f81018813613934575f5ffd5b803567ffffffffffffffff81111561394a575f5ffd5b8860208260051b840101111561395e575f5ffd5b959894975092955050506020019190565b5f5f5f5f5f5f5f610360888a031215613986575f5ffd5b6139908989613450565b96506139a0896102208a01613420565b95506102a088013567ffffffffffffffff8111156139bc575f5ffd5b6139c88a828b01613670565b90965094506139dd9050896102c08a01613420565b925061034088013567ffffffffffffffff8111156139f9575f5ffd5b613a058a828b01613670565b989b979a50959850939692959293505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f613a8060e0830189613a18565b8281036040840152613a928189613a18565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015613ae7578351835260209384019390920191600101613ac9565b50909b9a5050505050505050505050565b5f5f5f5f6102a08587031215613b0c575f5ffd5b613b168686613450565b9350613b26866102208701613660565b925061028085013567ffffffffffffffff811115613890575f5ffd5b5f60208284031215613b52575f5ffd5b61186e8261347c565b67ffffffffffffffff811681146135ef575f5ffd5b803561348a81613b5b565b5f5f5f5f5f5f6103008789031215613b91575f5ffd5b613b9b8888613450565b9550613bab886102208901613420565b94506102a087013567ffffffffffffffff811115613bc7575f5ffd5b613bd389828a01613670565b9095509350506102c087013567ffffffffffffffff811115613bf3575f5ffd5b613bff89828a0161377f565b9250506102e0870135613c1181613b5b565b809150509295509295509295565b5f5f60408385031215613c30575f5ffd5b8235613c3b816135db565b91506020830135613c4b816135db565b809150509250929050565b5f60608284031215613c66575f5ffd5b61186e8383613660565b80356fffffffffffffffffffffffffffffffff8116811461348a575f5ffd5b803563ffffffff8116811461348a575f5ffd5b6101408101613cc182613cb4856135f2565b6001600160a01b03169052565b613ccd602084016135f2565b6001600160a01b03166020830152613ce760408401613c70565b6fffffffffffffffffffffffffffffffff166040830152613d0a60608401613b70565b67ffffffffffffffff166060830152613d2560808401613c8f565b63ffffffff16608083015260a0838101359083015260c0808401359083015260e08084013590830152613d5b6101008401613b70565b67ffffffffffffffff16610100830152613d786101208401613c8f565b63ffffffff8116610120840152611a57565b5f60208284031215613d9a575f5ffd5b5051919050565b5f60208284031215613db1575f5ffd5b813561186e81613b5b565b634e487b7160e01b5f52603260045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b8082018082111561089257610892613dd0565b808202811582820484141761089257610892613dd0565b5f60208284031215613e1e575f5ffd5b815161186e81613b5b565b67ffffffffffffffff828116828216039081111561089257610892613dd0565b803560ff8116811461348a575f5ffd5b828152813560208083019190915282013560408083019190915260a082019060ff90613e86908501613e49565b1660608301526060830135613e9a81613b5b565b67ffffffffffffffff81166080840152509392505050565b8281526102408101613eca60208301613cb4856135f2565b613ed6602084016135f2565b6001600160a01b038116604084015250613ef260408401613b70565b67ffffffffffffffff81166060840152506060830135608083810191909152613f1c908401613b70565b67ffffffffffffffff811660a084015250613f3960a08401613c8f565b63ffffffff811660c08401525060c083013560e083810191909152613f5f908401613b70565b67ffffffffffffffff811661010084015250613f7e6101008401613c8f565b63ffffffff811661012084015250613f996101208401613c8f565b63ffffffff811661014084015250613fb46101408401613c8f565b63ffffffff811661016084015250613fcf6101608401613b70565b67ffffffffffffffff811661018084015250613fee6101808401613c8f565b63ffffffff81166101a0840152506101a08301356101c0838101919091528301356101e080840191909152614024908401613b70565b67ffffffffffffffff8116610200840152506140436102008401613b70565b67ffffffffffffffff81166102208401526119dc565b6040810161406782856134cb565b8260208301529392505050565b5f60208284031215614084575f5ffd5b61186e82613c8f565b5f6020828403121561409d575f5ffd5b61186e82613c70565b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe18436030181126140d9575f5ffd5b83018035915067ffffffffffffffff8211156140f3575f5ffd5b6020019150600581901b3603821315613659575f5ffd5b6040810161411882856134cb565b61186e60208301846134cb565b5f60208284031215614135575f5ffd5b815161186e816135db565b7fff00000000000000000000000000000000000000000000000000000000000000831681525f82518060208501600185015e5f92016001019182525092915050565b8181038181111561089257610892613dd0565b5f816141a3576141a3613dd0565b505f190190565b67ffffffffffffffff818116838216019081111561089257610892613dd0565b5f600182016141db576141db613dd0565b5060010190565b608081016141f082876134cb565b602082019490945267ffffffffffffffff92831660408201529116606090910152919050565b634e487b7160e01b5f52601260045260245ffd5b5f8261424457634e487b7160e01b5f52601260045260245ffd5b500490565b8281528135602080830191909152820135604080830191909152608082019083013561427481613b5b565b67ffffffffffffffff81166060840152509392505050565b602080825281018290525f8360408301825b8581101561430b5763ffffffff6142b484613c8f565b16825260ff6142c560208501613e49565b16602083015263ffffffff6142dc60408501613c8f565b16604083015263ffffffff6142f360608501613c8f565b1660608301526080928301929091019060010161429e565b5095945050505050565b610100810163ffffffff61432884613c8f565b16825260208381013590830152604083013561434381613b5b565b67ffffffffffffffff166040830152606083013561436081613b5b565b67ffffffffffffffff16606083015261437b60808401613c8f565b63ffffffff16608083015261439260a08401613b70565b67ffffffffffffffff1660a08301526143ad60c08401613b70565b67ffffffffffffffff811660c08401525060e092830135919092015290565b608081016143da82876134cb565b84602083015283604083015267ffffffffffffffff831660608301529594505050505056",
}

// FaultCourt is an auto generated Go binding around an Ethereum contract.
type FaultCourt struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *FaultCourt) GetABI() abi.ABI {
	return c.abi
}

// NewFaultCourt creates a new instance of FaultCourt.
func NewFaultCourt() *FaultCourt {
	parsed, err := FaultCourtMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &FaultCourt{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *FaultCourt) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address asset_, address staking_, address registry_, address broker_, address params_, (uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint96) config) returns()
func (faultCourt *FaultCourt) PackConstructor(asset_ common.Address, staking_ common.Address, registry_ common.Address, broker_ common.Address, params_ common.Address, config FaultCourtConfig) []byte {
	enc, err := faultCourt.abi.Pack("", asset_, staking_, registry_, broker_, params_, config)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAckDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5c78d46.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ackDigest((bytes32,bytes32,uint64) ack) view returns(bytes32)
func (faultCourt *FaultCourt) PackAckDigest(ack IFaultCourtAck) []byte {
	enc, err := faultCourt.abi.Pack("ackDigest", ack)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAckDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5c78d46.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ackDigest((bytes32,bytes32,uint64) ack) view returns(bytes32)
func (faultCourt *FaultCourt) TryPackAckDigest(ack IFaultCourtAck) ([]byte, error) {
	return faultCourt.abi.Pack("ackDigest", ack)
}

// UnpackAckDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5c78d46.
//
// Solidity: function ackDigest((bytes32,bytes32,uint64) ack) view returns(bytes32)
func (faultCourt *FaultCourt) UnpackAckDigest(data []byte) ([32]byte, error) {
	out, err := faultCourt.abi.Unpack("ackDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAnswerAvailability is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7d7e525d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answerAvailability(uint256 challengeId, bytes chunk, bytes32[] proof) returns()
func (faultCourt *FaultCourt) PackAnswerAvailability(challengeId *big.Int, chunk []byte, proof [][32]byte) []byte {
	enc, err := faultCourt.abi.Pack("answerAvailability", challengeId, chunk, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswerAvailability is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7d7e525d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answerAvailability(uint256 challengeId, bytes chunk, bytes32[] proof) returns()
func (faultCourt *FaultCourt) TryPackAnswerAvailability(challengeId *big.Int, chunk []byte, proof [][32]byte) ([]byte, error) {
	return faultCourt.abi.Pack("answerAvailability", challengeId, chunk, proof)
}

// PackAnswerDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70e0ec80.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answerDeadline(uint256 challengeId, (bytes32,bytes32,uint8,uint64) receipt, bytes signature) returns()
func (faultCourt *FaultCourt) PackAnswerDeadline(challengeId *big.Int, receipt IFaultCourtReceipt, signature []byte) []byte {
	enc, err := faultCourt.abi.Pack("answerDeadline", challengeId, receipt, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswerDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70e0ec80.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answerDeadline(uint256 challengeId, (bytes32,bytes32,uint8,uint64) receipt, bytes signature) returns()
func (faultCourt *FaultCourt) TryPackAnswerDeadline(challengeId *big.Int, receipt IFaultCourtReceipt, signature []byte) ([]byte, error) {
	return faultCourt.abi.Pack("answerDeadline", challengeId, receipt, signature)
}

// PackAsset is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38d52e0f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function asset() view returns(address)
func (faultCourt *FaultCourt) PackAsset() []byte {
	enc, err := faultCourt.abi.Pack("asset")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAsset is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38d52e0f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function asset() view returns(address)
func (faultCourt *FaultCourt) TryPackAsset() ([]byte, error) {
	return faultCourt.abi.Pack("asset")
}

// UnpackAsset is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x38d52e0f.
//
// Solidity: function asset() view returns(address)
func (faultCourt *FaultCourt) UnpackAsset(data []byte) (common.Address, error) {
	out, err := faultCourt.abi.Unpack("asset", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackChallengeAvailability is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf3f71be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeAvailability((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint8,uint64) receipt, bytes signature, ((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32),uint256,uint256,bytes32[]) rendition, uint64 chunkIndex) returns(uint256 challengeId)
func (faultCourt *FaultCourt) PackChallengeAvailability(header IFaultCourtHeader, receipt IFaultCourtReceipt, signature []byte, rendition IFaultCourtRendition, chunkIndex uint64) []byte {
	enc, err := faultCourt.abi.Pack("challengeAvailability", header, receipt, signature, rendition, chunkIndex)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeAvailability is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf3f71be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeAvailability((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint8,uint64) receipt, bytes signature, ((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32),uint256,uint256,bytes32[]) rendition, uint64 chunkIndex) returns(uint256 challengeId)
func (faultCourt *FaultCourt) TryPackChallengeAvailability(header IFaultCourtHeader, receipt IFaultCourtReceipt, signature []byte, rendition IFaultCourtRendition, chunkIndex uint64) ([]byte, error) {
	return faultCourt.abi.Pack("challengeAvailability", header, receipt, signature, rendition, chunkIndex)
}

// UnpackChallengeAvailability is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbf3f71be.
//
// Solidity: function challengeAvailability((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint8,uint64) receipt, bytes signature, ((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32),uint256,uint256,bytes32[]) rendition, uint64 chunkIndex) returns(uint256 challengeId)
func (faultCourt *FaultCourt) UnpackChallengeAvailability(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("challengeAvailability", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallengeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2f05725.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeCount() view returns(uint256)
func (faultCourt *FaultCourt) PackChallengeCount() []byte {
	enc, err := faultCourt.abi.Pack("challengeCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2f05725.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeCount() view returns(uint256)
func (faultCourt *FaultCourt) TryPackChallengeCount() ([]byte, error) {
	return faultCourt.abi.Pack("challengeCount")
}

// UnpackChallengeCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa2f05725.
//
// Solidity: function challengeCount() view returns(uint256)
func (faultCourt *FaultCourt) UnpackChallengeCount(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("challengeCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallengeDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x930853e5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeDeadline((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint64) ack, bytes signature) returns(uint256 challengeId)
func (faultCourt *FaultCourt) PackChallengeDeadline(header IFaultCourtHeader, ack IFaultCourtAck, signature []byte) []byte {
	enc, err := faultCourt.abi.Pack("challengeDeadline", header, ack, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x930853e5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeDeadline((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint64) ack, bytes signature) returns(uint256 challengeId)
func (faultCourt *FaultCourt) TryPackChallengeDeadline(header IFaultCourtHeader, ack IFaultCourtAck, signature []byte) ([]byte, error) {
	return faultCourt.abi.Pack("challengeDeadline", header, ack, signature)
}

// UnpackChallengeDeadline is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x930853e5.
//
// Solidity: function challengeDeadline((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint64) ack, bytes signature) returns(uint256 challengeId)
func (faultCourt *FaultCourt) UnpackChallengeDeadline(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("challengeDeadline", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2a4ccee5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeOf(uint256 challengeId) view returns((uint8,address,address,uint64,uint64,uint96,bytes32,bytes32,uint64,uint64))
func (faultCourt *FaultCourt) PackChallengeOf(challengeId *big.Int) []byte {
	enc, err := faultCourt.abi.Pack("challengeOf", challengeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2a4ccee5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeOf(uint256 challengeId) view returns((uint8,address,address,uint64,uint64,uint96,bytes32,bytes32,uint64,uint64))
func (faultCourt *FaultCourt) TryPackChallengeOf(challengeId *big.Int) ([]byte, error) {
	return faultCourt.abi.Pack("challengeOf", challengeId)
}

// UnpackChallengeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2a4ccee5.
//
// Solidity: function challengeOf(uint256 challengeId) view returns((uint8,address,address,uint64,uint64,uint96,bytes32,bytes32,uint64,uint64))
func (faultCourt *FaultCourt) UnpackChallengeOf(data []byte) (IFaultCourtChallenge, error) {
	out, err := faultCourt.abi.Unpack("challengeOf", data)
	if err != nil {
		return *new(IFaultCourtChallenge), err
	}
	out0 := *abi.ConvertType(out[0], new(IFaultCourtChallenge)).(*IFaultCourtChallenge)
	return out0, nil
}

// PackCollect is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5225381.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collect() returns(uint256 amount)
func (faultCourt *FaultCourt) PackCollect() []byte {
	enc, err := faultCourt.abi.Pack("collect")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCollect is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5225381.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function collect() returns(uint256 amount)
func (faultCourt *FaultCourt) TryPackCollect() ([]byte, error) {
	return faultCourt.abi.Pack("collect")
}

// UnpackCollect is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe5225381.
//
// Solidity: function collect() returns(uint256 amount)
func (faultCourt *FaultCourt) UnpackCollect(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("collect", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDueTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2abe7909.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function dueTo(address account) view returns(uint256)
func (faultCourt *FaultCourt) PackDueTo(account common.Address) []byte {
	enc, err := faultCourt.abi.Pack("dueTo", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDueTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2abe7909.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function dueTo(address account) view returns(uint256)
func (faultCourt *FaultCourt) TryPackDueTo(account common.Address) ([]byte, error) {
	return faultCourt.abi.Pack("dueTo", account)
}

// UnpackDueTo is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2abe7909.
//
// Solidity: function dueTo(address account) view returns(uint256)
func (faultCourt *FaultCourt) UnpackDueTo(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("dueTo", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackHeaderDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204a269d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function headerDigest((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header) view returns(bytes32)
func (faultCourt *FaultCourt) PackHeaderDigest(header IFaultCourtHeader) []byte {
	enc, err := faultCourt.abi.Pack("headerDigest", header)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHeaderDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204a269d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function headerDigest((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header) view returns(bytes32)
func (faultCourt *FaultCourt) TryPackHeaderDigest(header IFaultCourtHeader) ([]byte, error) {
	return faultCourt.abi.Pack("headerDigest", header)
}

// UnpackHeaderDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x204a269d.
//
// Solidity: function headerDigest((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header) view returns(bytes32)
func (faultCourt *FaultCourt) UnpackHeaderDigest(data []byte) ([32]byte, error) {
	out, err := faultCourt.abi.Unpack("headerDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackIsPunished is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2641ac21.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isPunished(uint8 fault, bytes32 headerHash) view returns(bool)
func (faultCourt *FaultCourt) PackIsPunished(fault uint8, headerHash [32]byte) []byte {
	enc, err := faultCourt.abi.Pack("isPunished", fault, headerHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsPunished is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2641ac21.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isPunished(uint8 fault, bytes32 headerHash) view returns(bool)
func (faultCourt *FaultCourt) TryPackIsPunished(fault uint8, headerHash [32]byte) ([]byte, error) {
	return faultCourt.abi.Pack("isPunished", fault, headerHash)
}

// UnpackIsPunished is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2641ac21.
//
// Solidity: function isPunished(uint8 fault, bytes32 headerHash) view returns(bool)
func (faultCourt *FaultCourt) UnpackIsPunished(data []byte) (bool, error) {
	out, err := faultCourt.abi.Unpack("isPunished", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackOpenChallenges is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe97acfb5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openChallenges(address challenger, address orchestrator) view returns(uint256)
func (faultCourt *FaultCourt) PackOpenChallenges(challenger common.Address, orchestrator common.Address) []byte {
	enc, err := faultCourt.abi.Pack("openChallenges", challenger, orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenChallenges is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe97acfb5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openChallenges(address challenger, address orchestrator) view returns(uint256)
func (faultCourt *FaultCourt) TryPackOpenChallenges(challenger common.Address, orchestrator common.Address) ([]byte, error) {
	return faultCourt.abi.Pack("openChallenges", challenger, orchestrator)
}

// UnpackOpenChallenges is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe97acfb5.
//
// Solidity: function openChallenges(address challenger, address orchestrator) view returns(uint256)
func (faultCourt *FaultCourt) UnpackOpenChallenges(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("openChallenges", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (faultCourt *FaultCourt) PackParameter(name [32]byte) []byte {
	enc, err := faultCourt.abi.Pack("parameter", name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (faultCourt *FaultCourt) TryPackParameter(name [32]byte) ([]byte, error) {
	return faultCourt.abi.Pack("parameter", name)
}

// UnpackParameter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05d9b586.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (faultCourt *FaultCourt) UnpackParameter(data []byte) (IParameterizedParameter, error) {
	out, err := faultCourt.abi.Unpack("parameter", data)
	if err != nil {
		return *new(IParameterizedParameter), err
	}
	out0 := *abi.ConvertType(out[0], new(IParameterizedParameter)).(*IParameterizedParameter)
	return out0, nil
}

// PackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function params() view returns(address)
func (faultCourt *FaultCourt) PackParams() []byte {
	enc, err := faultCourt.abi.Pack("params")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function params() view returns(address)
func (faultCourt *FaultCourt) TryPackParams() ([]byte, error) {
	return faultCourt.abi.Pack("params")
}

// UnpackParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcff0ab96.
//
// Solidity: function params() view returns(address)
func (faultCourt *FaultCourt) UnpackParams(data []byte) (common.Address, error) {
	out, err := faultCourt.abi.Unpack("params", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPenaltyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb2af0a08.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function penaltyOf(uint8 fault) view returns(uint256)
func (faultCourt *FaultCourt) PackPenaltyOf(fault uint8) []byte {
	enc, err := faultCourt.abi.Pack("penaltyOf", fault)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPenaltyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb2af0a08.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function penaltyOf(uint8 fault) view returns(uint256)
func (faultCourt *FaultCourt) TryPackPenaltyOf(fault uint8) ([]byte, error) {
	return faultCourt.abi.Pack("penaltyOf", fault)
}

// UnpackPenaltyOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb2af0a08.
//
// Solidity: function penaltyOf(uint8 fault) view returns(uint256)
func (faultCourt *FaultCourt) UnpackPenaltyOf(data []byte) (*big.Int, error) {
	out, err := faultCourt.abi.Unpack("penaltyOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReceiptDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0f931d49.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint8,uint64) receipt) view returns(bytes32)
func (faultCourt *FaultCourt) PackReceiptDigest(receipt IFaultCourtReceipt) []byte {
	enc, err := faultCourt.abi.Pack("receiptDigest", receipt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiptDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0f931d49.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint8,uint64) receipt) view returns(bytes32)
func (faultCourt *FaultCourt) TryPackReceiptDigest(receipt IFaultCourtReceipt) ([]byte, error) {
	return faultCourt.abi.Pack("receiptDigest", receipt)
}

// UnpackReceiptDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0f931d49.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint8,uint64) receipt) view returns(bytes32)
func (faultCourt *FaultCourt) UnpackReceiptDigest(data []byte) ([32]byte, error) {
	out, err := faultCourt.abi.Unpack("receiptDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackReportEquivocation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x815bd943.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reportEquivocation((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint8,uint64) first, bytes firstSignature, (bytes32,bytes32,uint8,uint64) second, bytes secondSignature) returns()
func (faultCourt *FaultCourt) PackReportEquivocation(header IFaultCourtHeader, first IFaultCourtReceipt, firstSignature []byte, second IFaultCourtReceipt, secondSignature []byte) []byte {
	enc, err := faultCourt.abi.Pack("reportEquivocation", header, first, firstSignature, second, secondSignature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReportEquivocation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x815bd943.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reportEquivocation((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (bytes32,bytes32,uint8,uint64) first, bytes firstSignature, (bytes32,bytes32,uint8,uint64) second, bytes secondSignature) returns()
func (faultCourt *FaultCourt) TryPackReportEquivocation(header IFaultCourtHeader, first IFaultCourtReceipt, firstSignature []byte, second IFaultCourtReceipt, secondSignature []byte) ([]byte, error) {
	return faultCourt.abi.Pack("reportEquivocation", header, first, firstSignature, second, secondSignature)
}

// PackReportOverbilling is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5a03d83c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reportOverbilling((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (uint32,uint8,uint32,uint32)[] profiles, (bytes32,bytes32,uint8,uint64) receipt, bytes signature, ((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32),uint256,uint256,bytes32[]) rendition) returns()
func (faultCourt *FaultCourt) PackReportOverbilling(header IFaultCourtHeader, profiles []IFaultCourtProfile, receipt IFaultCourtReceipt, signature []byte, rendition IFaultCourtRendition) []byte {
	enc, err := faultCourt.abi.Pack("reportOverbilling", header, profiles, receipt, signature, rendition)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReportOverbilling is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5a03d83c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reportOverbilling((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (uint32,uint8,uint32,uint32)[] profiles, (bytes32,bytes32,uint8,uint64) receipt, bytes signature, ((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32),uint256,uint256,bytes32[]) rendition) returns()
func (faultCourt *FaultCourt) TryPackReportOverbilling(header IFaultCourtHeader, profiles []IFaultCourtProfile, receipt IFaultCourtReceipt, signature []byte, rendition IFaultCourtRendition) ([]byte, error) {
	return faultCourt.abi.Pack("reportOverbilling", header, profiles, receipt, signature, rendition)
}

// PackReportOverpricing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x440205ba.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reportOverpricing((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (uint32,uint8,uint32,uint32)[] profiles, (bytes32,bytes32,uint64) ack, bytes signature, (address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket) returns()
func (faultCourt *FaultCourt) PackReportOverpricing(header IFaultCourtHeader, profiles []IFaultCourtProfile, ack IFaultCourtAck, signature []byte, ticket ITicketBrokerTicket) []byte {
	enc, err := faultCourt.abi.Pack("reportOverpricing", header, profiles, ack, signature, ticket)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReportOverpricing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x440205ba.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reportOverpricing((address,address,uint64,bytes32,uint64,uint32,bytes32,uint64,uint32,uint32,uint32,uint64,uint32,bytes32,bytes32,uint64,uint64) header, (uint32,uint8,uint32,uint32)[] profiles, (bytes32,bytes32,uint64) ack, bytes signature, (address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket) returns()
func (faultCourt *FaultCourt) TryPackReportOverpricing(header IFaultCourtHeader, profiles []IFaultCourtProfile, ack IFaultCourtAck, signature []byte, ticket ITicketBrokerTicket) ([]byte, error) {
	return faultCourt.abi.Pack("reportOverpricing", header, profiles, ack, signature, ticket)
}

// PackServiceRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcbcf252a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function serviceRegistry() view returns(address)
func (faultCourt *FaultCourt) PackServiceRegistry() []byte {
	enc, err := faultCourt.abi.Pack("serviceRegistry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServiceRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcbcf252a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function serviceRegistry() view returns(address)
func (faultCourt *FaultCourt) TryPackServiceRegistry() ([]byte, error) {
	return faultCourt.abi.Pack("serviceRegistry")
}

// UnpackServiceRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcbcf252a.
//
// Solidity: function serviceRegistry() view returns(address)
func (faultCourt *FaultCourt) UnpackServiceRegistry(data []byte) (common.Address, error) {
	out, err := faultCourt.abi.Unpack("serviceRegistry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (faultCourt *FaultCourt) PackSetParameter(name [32]byte, value *big.Int) []byte {
	enc, err := faultCourt.abi.Pack("setParameter", name, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (faultCourt *FaultCourt) TryPackSetParameter(name [32]byte, value *big.Int) ([]byte, error) {
	return faultCourt.abi.Pack("setParameter", name, value)
}

// PackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settle(uint256 challengeId) returns()
func (faultCourt *FaultCourt) PackSettle(challengeId *big.Int) []byte {
	enc, err := faultCourt.abi.Pack("settle", challengeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settle(uint256 challengeId) returns()
func (faultCourt *FaultCourt) TryPackSettle(challengeId *big.Int) ([]byte, error) {
	return faultCourt.abi.Pack("settle", challengeId)
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (faultCourt *FaultCourt) PackStaking() []byte {
	enc, err := faultCourt.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (faultCourt *FaultCourt) TryPackStaking() ([]byte, error) {
	return faultCourt.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (faultCourt *FaultCourt) UnpackStaking(data []byte) (common.Address, error) {
	out, err := faultCourt.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTicketBroker is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc86b23c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ticketBroker() view returns(address)
func (faultCourt *FaultCourt) PackTicketBroker() []byte {
	enc, err := faultCourt.abi.Pack("ticketBroker")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTicketBroker is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc86b23c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ticketBroker() view returns(address)
func (faultCourt *FaultCourt) TryPackTicketBroker() ([]byte, error) {
	return faultCourt.abi.Pack("ticketBroker")
}

// UnpackTicketBroker is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc86b23c9.
//
// Solidity: function ticketBroker() view returns(address)
func (faultCourt *FaultCourt) UnpackTicketBroker(data []byte) (common.Address, error) {
	out, err := faultCourt.abi.Unpack("ticketBroker", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// FaultCourtAnswered represents a Answered event raised by the FaultCourt contract.
type FaultCourtAnswered struct {
	ChallengeId  *big.Int
	Orchestrator common.Address
	HeaderHash   [32]byte
	Raw          *types.Log // Blockchain specific contextual infos
}

const FaultCourtAnsweredEventName = "Answered"

// ContractEventName returns the user-defined event name.
func (FaultCourtAnswered) ContractEventName() string {
	return FaultCourtAnsweredEventName
}

// UnpackAnsweredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Answered(uint256 indexed challengeId, address indexed orchestrator, bytes32 headerHash)
func (faultCourt *FaultCourt) UnpackAnsweredEvent(log *types.Log) (*FaultCourtAnswered, error) {
	event := "Answered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtAnswered)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FaultCourtChallenged represents a Challenged event raised by the FaultCourt contract.
type FaultCourtChallenged struct {
	ChallengeId  *big.Int
	Orchestrator common.Address
	Challenger   common.Address
	Fault        uint8
	HeaderHash   [32]byte
	ChunkIndex   uint64
	AnswerBy     uint64
	Raw          *types.Log // Blockchain specific contextual infos
}

const FaultCourtChallengedEventName = "Challenged"

// ContractEventName returns the user-defined event name.
func (FaultCourtChallenged) ContractEventName() string {
	return FaultCourtChallengedEventName
}

// UnpackChallengedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Challenged(uint256 indexed challengeId, address indexed orchestrator, address indexed challenger, uint8 fault, bytes32 headerHash, uint64 chunkIndex, uint64 answerBy)
func (faultCourt *FaultCourt) UnpackChallengedEvent(log *types.Log) (*FaultCourtChallenged, error) {
	event := "Challenged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtChallenged)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FaultCourtCollected represents a Collected event raised by the FaultCourt contract.
type FaultCourtCollected struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const FaultCourtCollectedEventName = "Collected"

// ContractEventName returns the user-defined event name.
func (FaultCourtCollected) ContractEventName() string {
	return FaultCourtCollectedEventName
}

// UnpackCollectedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Collected(address indexed account, uint256 amount)
func (faultCourt *FaultCourt) UnpackCollectedEvent(log *types.Log) (*FaultCourtCollected, error) {
	event := "Collected"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtCollected)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FaultCourtEIP712DomainChanged represents a EIP712DomainChanged event raised by the FaultCourt contract.
type FaultCourtEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const FaultCourtEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (FaultCourtEIP712DomainChanged) ContractEventName() string {
	return FaultCourtEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (faultCourt *FaultCourt) UnpackEIP712DomainChangedEvent(log *types.Log) (*FaultCourtEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FaultCourtFaultProven represents a FaultProven event raised by the FaultCourt contract.
type FaultCourtFaultProven struct {
	Orchestrator common.Address
	Finder       common.Address
	Fault        uint8
	HeaderHash   [32]byte
	Slashed      *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const FaultCourtFaultProvenEventName = "FaultProven"

// ContractEventName returns the user-defined event name.
func (FaultCourtFaultProven) ContractEventName() string {
	return FaultCourtFaultProvenEventName
}

// UnpackFaultProvenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event FaultProven(address indexed orchestrator, address indexed finder, uint8 indexed fault, bytes32 headerHash, uint256 slashed)
func (faultCourt *FaultCourt) UnpackFaultProvenEvent(log *types.Log) (*FaultCourtFaultProven, error) {
	event := "FaultProven"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtFaultProven)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FaultCourtParameterSet represents a ParameterSet event raised by the FaultCourt contract.
type FaultCourtParameterSet struct {
	Name     [32]byte
	OldValue *big.Int
	NewValue *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const FaultCourtParameterSetEventName = "ParameterSet"

// ContractEventName returns the user-defined event name.
func (FaultCourtParameterSet) ContractEventName() string {
	return FaultCourtParameterSetEventName
}

// UnpackParameterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ParameterSet(bytes32 indexed name, uint256 oldValue, uint256 newValue)
func (faultCourt *FaultCourt) UnpackParameterSetEvent(log *types.Log) (*FaultCourtParameterSet, error) {
	event := "ParameterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != faultCourt.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FaultCourtParameterSet)
	if len(log.Data) > 0 {
		if err := faultCourt.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range faultCourt.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (faultCourt *FaultCourt) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["AlreadyChallenged"].ID.Bytes()[:4]) {
		return faultCourt.UnpackAlreadyChallengedError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["AlreadyPunished"].ID.Bytes()[:4]) {
		return faultCourt.UnpackAlreadyPunishedError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["AnswerStillDue"].ID.Bytes()[:4]) {
		return faultCourt.UnpackAnswerStillDueError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["AnswerTooLate"].ID.Bytes()[:4]) {
		return faultCourt.UnpackAnswerTooLateError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["DeadlineNotPassed"].ID.Bytes()[:4]) {
		return faultCourt.UnpackDeadlineNotPassedError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return faultCourt.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["InvalidProof"].ID.Bytes()[:4]) {
		return faultCourt.UnpackInvalidProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return faultCourt.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["NoSuchChallenge"].ID.Bytes()[:4]) {
		return faultCourt.UnpackNoSuchChallengeError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["NoSuchChunk"].ID.Bytes()[:4]) {
		return faultCourt.UnpackNoSuchChunkError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["NotSignedByOrchestrator"].ID.Bytes()[:4]) {
		return faultCourt.UnpackNotSignedByOrchestratorError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["NothingDue"].ID.Bytes()[:4]) {
		return faultCourt.UnpackNothingDueError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["NothingOverbilled"].ID.Bytes()[:4]) {
		return faultCourt.UnpackNothingOverbilledError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["RetentionOver"].ID.Bytes()[:4]) {
		return faultCourt.UnpackRetentionOverError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["RoundOutOfReach"].ID.Bytes()[:4]) {
		return faultCourt.UnpackRoundOutOfReachError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return faultCourt.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["SameReceipt"].ID.Bytes()[:4]) {
		return faultCourt.UnpackSameReceiptError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return faultCourt.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["TooManyChallenges"].ID.Bytes()[:4]) {
		return faultCourt.UnpackTooManyChallengesError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return faultCourt.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["UnknownParameter"].ID.Bytes()[:4]) {
		return faultCourt.UnpackUnknownParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["WrongCount"].ID.Bytes()[:4]) {
		return faultCourt.UnpackWrongCountError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["WrongFault"].ID.Bytes()[:4]) {
		return faultCourt.UnpackWrongFaultError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["WrongHeader"].ID.Bytes()[:4]) {
		return faultCourt.UnpackWrongHeaderError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["WrongProfiles"].ID.Bytes()[:4]) {
		return faultCourt.UnpackWrongProfilesError(raw[4:])
	}
	if bytes.Equal(raw[:4], faultCourt.abi.Errors["WrongTicket"].ID.Bytes()[:4]) {
		return faultCourt.UnpackWrongTicketError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// FaultCourtAlreadyChallenged represents a AlreadyChallenged error raised by the FaultCourt contract.
type FaultCourtAlreadyChallenged struct {
	ChallengeId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyChallenged(uint256 challengeId)
func FaultCourtAlreadyChallengedErrorID() common.Hash {
	return common.HexToHash("0x85f8bca5ce1bf4d29150061c003c4a898804aef7223ff82a63f155bb26726e72")
}

// UnpackAlreadyChallengedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyChallenged(uint256 challengeId)
func (faultCourt *FaultCourt) UnpackAlreadyChallengedError(raw []byte) (*FaultCourtAlreadyChallenged, error) {
	out := new(FaultCourtAlreadyChallenged)
	if err := faultCourt.abi.UnpackIntoInterface(out, "AlreadyChallenged", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtAlreadyPunished represents a AlreadyPunished error raised by the FaultCourt contract.
type FaultCourtAlreadyPunished struct {
	FaultId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyPunished(bytes32 faultId)
func FaultCourtAlreadyPunishedErrorID() common.Hash {
	return common.HexToHash("0xb7cf6b2967487cad4e47b88c880aee7d323280a072d86300999819eda469f32c")
}

// UnpackAlreadyPunishedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyPunished(bytes32 faultId)
func (faultCourt *FaultCourt) UnpackAlreadyPunishedError(raw []byte) (*FaultCourtAlreadyPunished, error) {
	out := new(FaultCourtAlreadyPunished)
	if err := faultCourt.abi.UnpackIntoInterface(out, "AlreadyPunished", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtAnswerStillDue represents a AnswerStillDue error raised by the FaultCourt contract.
type FaultCourtAnswerStillDue struct {
	AnswerBy uint64
	Time     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AnswerStillDue(uint64 answerBy, uint256 time)
func FaultCourtAnswerStillDueErrorID() common.Hash {
	return common.HexToHash("0x8ea8f2fd8659fabd87a46f9508ca042abfccf97ea1090a489862005bd410bbac")
}

// UnpackAnswerStillDueError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AnswerStillDue(uint64 answerBy, uint256 time)
func (faultCourt *FaultCourt) UnpackAnswerStillDueError(raw []byte) (*FaultCourtAnswerStillDue, error) {
	out := new(FaultCourtAnswerStillDue)
	if err := faultCourt.abi.UnpackIntoInterface(out, "AnswerStillDue", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtAnswerTooLate represents a AnswerTooLate error raised by the FaultCourt contract.
type FaultCourtAnswerTooLate struct {
	AnswerBy uint64
	Time     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AnswerTooLate(uint64 answerBy, uint256 time)
func FaultCourtAnswerTooLateErrorID() common.Hash {
	return common.HexToHash("0x263d0ef160589164f9abbb80eca7f0542b57111ed67479633b13281c3d080220")
}

// UnpackAnswerTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AnswerTooLate(uint64 answerBy, uint256 time)
func (faultCourt *FaultCourt) UnpackAnswerTooLateError(raw []byte) (*FaultCourtAnswerTooLate, error) {
	out := new(FaultCourtAnswerTooLate)
	if err := faultCourt.abi.UnpackIntoInterface(out, "AnswerTooLate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtDeadlineNotPassed represents a DeadlineNotPassed error raised by the FaultCourt contract.
type FaultCourtDeadlineNotPassed struct {
	Deadline uint64
	Time     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DeadlineNotPassed(uint64 deadline, uint256 time)
func FaultCourtDeadlineNotPassedErrorID() common.Hash {
	return common.HexToHash("0x43c5d47b64ec1889ef0f6fb26b9833bcc4164421bb52f7827e17a6dd9a51a0f4")
}

// UnpackDeadlineNotPassedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DeadlineNotPassed(uint64 deadline, uint256 time)
func (faultCourt *FaultCourt) UnpackDeadlineNotPassedError(raw []byte) (*FaultCourtDeadlineNotPassed, error) {
	out := new(FaultCourtDeadlineNotPassed)
	if err := faultCourt.abi.UnpackIntoInterface(out, "DeadlineNotPassed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtInvalidParameter represents a InvalidParameter error raised by the FaultCourt contract.
type FaultCourtInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func FaultCourtInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (faultCourt *FaultCourt) UnpackInvalidParameterError(raw []byte) (*FaultCourtInvalidParameter, error) {
	out := new(FaultCourtInvalidParameter)
	if err := faultCourt.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtInvalidProof represents a InvalidProof error raised by the FaultCourt contract.
type FaultCourtInvalidProof struct {
	Leaf  [32]byte
	Index *big.Int
	Count *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidProof(bytes32 leaf, uint256 index, uint256 count)
func FaultCourtInvalidProofErrorID() common.Hash {
	return common.HexToHash("0xcdbe8afc5a3019c14a08bbca6b0b2fbec4a68d45358514b77d4f60e23ae61798")
}

// UnpackInvalidProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidProof(bytes32 leaf, uint256 index, uint256 count)
func (faultCourt *FaultCourt) UnpackInvalidProofError(raw []byte) (*FaultCourtInvalidProof, error) {
	out := new(FaultCourtInvalidProof)
	if err := faultCourt.abi.UnpackIntoInterface(out, "InvalidProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtInvalidShortString represents a InvalidShortString error raised by the FaultCourt contract.
type FaultCourtInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func FaultCourtInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (faultCourt *FaultCourt) UnpackInvalidShortStringError(raw []byte) (*FaultCourtInvalidShortString, error) {
	out := new(FaultCourtInvalidShortString)
	if err := faultCourt.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtNoSuchChallenge represents a NoSuchChallenge error raised by the FaultCourt contract.
type FaultCourtNoSuchChallenge struct {
	ChallengeId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchChallenge(uint256 challengeId)
func FaultCourtNoSuchChallengeErrorID() common.Hash {
	return common.HexToHash("0x60b018d2729f0b575d72be81b9722bee80fa0b232b7b9a9c973d2d31e4a6fef6")
}

// UnpackNoSuchChallengeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchChallenge(uint256 challengeId)
func (faultCourt *FaultCourt) UnpackNoSuchChallengeError(raw []byte) (*FaultCourtNoSuchChallenge, error) {
	out := new(FaultCourtNoSuchChallenge)
	if err := faultCourt.abi.UnpackIntoInterface(out, "NoSuchChallenge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtNoSuchChunk represents a NoSuchChunk error raised by the FaultCourt contract.
type FaultCourtNoSuchChunk struct {
	Index uint64
	Count uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchChunk(uint64 index, uint64 count)
func FaultCourtNoSuchChunkErrorID() common.Hash {
	return common.HexToHash("0x19b7cbc84db75fed0ba46075dcf2aeff44d7880138240cbad10b7e9958ffecbb")
}

// UnpackNoSuchChunkError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchChunk(uint64 index, uint64 count)
func (faultCourt *FaultCourt) UnpackNoSuchChunkError(raw []byte) (*FaultCourtNoSuchChunk, error) {
	out := new(FaultCourtNoSuchChunk)
	if err := faultCourt.abi.UnpackIntoInterface(out, "NoSuchChunk", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtNotSignedByOrchestrator represents a NotSignedByOrchestrator error raised by the FaultCourt contract.
type FaultCourtNotSignedByOrchestrator struct {
	Orchestrator common.Address
	Signer       common.Address
	Digest       [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotSignedByOrchestrator(address orchestrator, address signer, bytes32 digest)
func FaultCourtNotSignedByOrchestratorErrorID() common.Hash {
	return common.HexToHash("0x77808e214c2d9f78ee6e4150512ca260160a929bc0ed6fe52f13eb712a03516c")
}

// UnpackNotSignedByOrchestratorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotSignedByOrchestrator(address orchestrator, address signer, bytes32 digest)
func (faultCourt *FaultCourt) UnpackNotSignedByOrchestratorError(raw []byte) (*FaultCourtNotSignedByOrchestrator, error) {
	out := new(FaultCourtNotSignedByOrchestrator)
	if err := faultCourt.abi.UnpackIntoInterface(out, "NotSignedByOrchestrator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtNothingDue represents a NothingDue error raised by the FaultCourt contract.
type FaultCourtNothingDue struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingDue(address account)
func FaultCourtNothingDueErrorID() common.Hash {
	return common.HexToHash("0x39b3200dee23743d80e2bf31cf5f6524718888b4f0d04e08015e680ffa163776")
}

// UnpackNothingDueError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingDue(address account)
func (faultCourt *FaultCourt) UnpackNothingDueError(raw []byte) (*FaultCourtNothingDue, error) {
	out := new(FaultCourtNothingDue)
	if err := faultCourt.abi.UnpackIntoInterface(out, "NothingDue", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtNothingOverbilled represents a NothingOverbilled error raised by the FaultCourt contract.
type FaultCourtNothingOverbilled struct {
	Billed *big.Int
	Due    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingOverbilled(uint256 billed, uint256 due)
func FaultCourtNothingOverbilledErrorID() common.Hash {
	return common.HexToHash("0xdbf109920b25202cbe09aa8be2c7856637bcefa3ccdccd0b99b05c7a7e0b3358")
}

// UnpackNothingOverbilledError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingOverbilled(uint256 billed, uint256 due)
func (faultCourt *FaultCourt) UnpackNothingOverbilledError(raw []byte) (*FaultCourtNothingOverbilled, error) {
	out := new(FaultCourtNothingOverbilled)
	if err := faultCourt.abi.UnpackIntoInterface(out, "NothingOverbilled", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtRetentionOver represents a RetentionOver error raised by the FaultCourt contract.
type FaultCourtRetentionOver struct {
	Until *big.Int
	Time  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RetentionOver(uint256 until, uint256 time)
func FaultCourtRetentionOverErrorID() common.Hash {
	return common.HexToHash("0xb7bd9f4fccb3a881556357327395fda6acec1b30e49eb5eddd021e721748da19")
}

// UnpackRetentionOverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RetentionOver(uint256 until, uint256 time)
func (faultCourt *FaultCourt) UnpackRetentionOverError(raw []byte) (*FaultCourtRetentionOver, error) {
	out := new(FaultCourtRetentionOver)
	if err := faultCourt.abi.UnpackIntoInterface(out, "RetentionOver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtRoundOutOfReach represents a RoundOutOfReach error raised by the FaultCourt contract.
type FaultCourtRoundOutOfReach struct {
	Round          uint64
	CurrentRound   uint64
	EvidenceRounds uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundOutOfReach(uint64 round, uint64 currentRound, uint64 evidenceRounds)
func FaultCourtRoundOutOfReachErrorID() common.Hash {
	return common.HexToHash("0x50725b248ce4f5b30b58644340aa1d3bc1753e22adb048fdbd1c84c132f16fd3")
}

// UnpackRoundOutOfReachError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundOutOfReach(uint64 round, uint64 currentRound, uint64 evidenceRounds)
func (faultCourt *FaultCourt) UnpackRoundOutOfReachError(raw []byte) (*FaultCourtRoundOutOfReach, error) {
	out := new(FaultCourtRoundOutOfReach)
	if err := faultCourt.abi.UnpackIntoInterface(out, "RoundOutOfReach", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the FaultCourt contract.
type FaultCourtSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func FaultCourtSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (faultCourt *FaultCourt) UnpackSafeERC20FailedOperationError(raw []byte) (*FaultCourtSafeERC20FailedOperation, error) {
	out := new(FaultCourtSafeERC20FailedOperation)
	if err := faultCourt.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtSameReceipt represents a SameReceipt error raised by the FaultCourt contract.
type FaultCourtSameReceipt struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SameReceipt(bytes32 digest)
func FaultCourtSameReceiptErrorID() common.Hash {
	return common.HexToHash("0x2bd9b0e6f101f18190c0fb811283ebfb2ed32b25b7cdb6d23ccee6f930a0ef2a")
}

// UnpackSameReceiptError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SameReceipt(bytes32 digest)
func (faultCourt *FaultCourt) UnpackSameReceiptError(raw []byte) (*FaultCourtSameReceipt, error) {
	out := new(FaultCourtSameReceipt)
	if err := faultCourt.abi.UnpackIntoInterface(out, "SameReceipt", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtStringTooLong represents a StringTooLong error raised by the FaultCourt contract.
type FaultCourtStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func FaultCourtStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (faultCourt *FaultCourt) UnpackStringTooLongError(raw []byte) (*FaultCourtStringTooLong, error) {
	out := new(FaultCourtStringTooLong)
	if err := faultCourt.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtTooManyChallenges represents a TooManyChallenges error raised by the FaultCourt contract.
type FaultCourtTooManyChallenges struct {
	Challenger   common.Address
	Orchestrator common.Address
	Max          *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooManyChallenges(address challenger, address orchestrator, uint256 max)
func FaultCourtTooManyChallengesErrorID() common.Hash {
	return common.HexToHash("0x472ebaee0f43da280a91b7d2a03e8ea9dde05e2aa5923f39a819ceb03ad3f07d")
}

// UnpackTooManyChallengesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooManyChallenges(address challenger, address orchestrator, uint256 max)
func (faultCourt *FaultCourt) UnpackTooManyChallengesError(raw []byte) (*FaultCourtTooManyChallenges, error) {
	out := new(FaultCourtTooManyChallenges)
	if err := faultCourt.abi.UnpackIntoInterface(out, "TooManyChallenges", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtUnauthorized represents a Unauthorized error raised by the FaultCourt contract.
type FaultCourtUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func FaultCourtUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (faultCourt *FaultCourt) UnpackUnauthorizedError(raw []byte) (*FaultCourtUnauthorized, error) {
	out := new(FaultCourtUnauthorized)
	if err := faultCourt.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtUnknownParameter represents a UnknownParameter error raised by the FaultCourt contract.
type FaultCourtUnknownParameter struct {
	Name [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownParameter(bytes32 name)
func FaultCourtUnknownParameterErrorID() common.Hash {
	return common.HexToHash("0x4c695695cc5173647db3f5d25b109f9eeac05f8f83f37785b43bc23190dc47e3")
}

// UnpackUnknownParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownParameter(bytes32 name)
func (faultCourt *FaultCourt) UnpackUnknownParameterError(raw []byte) (*FaultCourtUnknownParameter, error) {
	out := new(FaultCourtUnknownParameter)
	if err := faultCourt.abi.UnpackIntoInterface(out, "UnknownParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtWrongCount represents a WrongCount error raised by the FaultCourt contract.
type FaultCourtWrongCount struct {
	Renditions *big.Int
	Profiles   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongCount(uint256 renditions, uint256 profiles)
func FaultCourtWrongCountErrorID() common.Hash {
	return common.HexToHash("0xf46f757871802addf3b01f57405479da942775d3c5f7489ced984c285a1ec4bf")
}

// UnpackWrongCountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongCount(uint256 renditions, uint256 profiles)
func (faultCourt *FaultCourt) UnpackWrongCountError(raw []byte) (*FaultCourtWrongCount, error) {
	out := new(FaultCourtWrongCount)
	if err := faultCourt.abi.UnpackIntoInterface(out, "WrongCount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtWrongFault represents a WrongFault error raised by the FaultCourt contract.
type FaultCourtWrongFault struct {
	Got      uint8
	Expected uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongFault(uint8 got, uint8 expected)
func FaultCourtWrongFaultErrorID() common.Hash {
	return common.HexToHash("0x8923506c06e7c2dcb5cdff64d00dfbdb0a07856e066906d43b5e15b5ebaf50b6")
}

// UnpackWrongFaultError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongFault(uint8 got, uint8 expected)
func (faultCourt *FaultCourt) UnpackWrongFaultError(raw []byte) (*FaultCourtWrongFault, error) {
	out := new(FaultCourtWrongFault)
	if err := faultCourt.abi.UnpackIntoInterface(out, "WrongFault", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtWrongHeader represents a WrongHeader error raised by the FaultCourt contract.
type FaultCourtWrongHeader struct {
	Got      [32]byte
	Expected [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongHeader(bytes32 got, bytes32 expected)
func FaultCourtWrongHeaderErrorID() common.Hash {
	return common.HexToHash("0x340b3b5e27029527e8ecd2308d949fbebfcd5732398de5c4fff730a330bfefd3")
}

// UnpackWrongHeaderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongHeader(bytes32 got, bytes32 expected)
func (faultCourt *FaultCourt) UnpackWrongHeaderError(raw []byte) (*FaultCourtWrongHeader, error) {
	out := new(FaultCourtWrongHeader)
	if err := faultCourt.abi.UnpackIntoInterface(out, "WrongHeader", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtWrongProfiles represents a WrongProfiles error raised by the FaultCourt contract.
type FaultCourtWrongProfiles struct {
	Hash     [32]byte
	Expected [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongProfiles(bytes32 hash, bytes32 expected)
func FaultCourtWrongProfilesErrorID() common.Hash {
	return common.HexToHash("0x1b1a5f4d814ee1576c1afd38605a813c6805c95e531d82db1b0a9679cfaf8cf8")
}

// UnpackWrongProfilesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongProfiles(bytes32 hash, bytes32 expected)
func (faultCourt *FaultCourt) UnpackWrongProfilesError(raw []byte) (*FaultCourtWrongProfiles, error) {
	out := new(FaultCourtWrongProfiles)
	if err := faultCourt.abi.UnpackIntoInterface(out, "WrongProfiles", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FaultCourtWrongTicket represents a WrongTicket error raised by the FaultCourt contract.
type FaultCourtWrongTicket struct {
	Digest   [32]byte
	Expected [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongTicket(bytes32 digest, bytes32 expected)
func FaultCourtWrongTicketErrorID() common.Hash {
	return common.HexToHash("0x509104fcbc4518e7afc9ff1c300df6476743f9a4ffc5c387d7541474f9aa0c02")
}

// UnpackWrongTicketError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongTicket(bytes32 digest, bytes32 expected)
func (faultCourt *FaultCourt) UnpackWrongTicketError(raw []byte) (*FaultCourtWrongTicket, error) {
	out := new(FaultCourtWrongTicket)
	if err := faultCourt.abi.UnpackIntoInterface(out, "WrongTicket", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MinterMetaData contains all meta data concerning the Minter contract.
var MinterMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"params_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"config\",\"type\":\"tuple\",\"internalType\":\"structMinter.Config\",\"components\":[{\"name\":\"inflation\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"step\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"target\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"bounty\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"budget\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIMinter.Budget\",\"components\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"minted\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"inflation\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"mintReward\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"weight\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"total\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openRound\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bonded\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"keeper\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"bounty\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"parameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParameterized.Parameter\",\"components\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"params\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staking\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"year\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIMinter.Year\",\"components\":[{\"name\":\"number\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cap\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"minted\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"BountyMinted\",\"inputs\":[{\"name\":\"keeper\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ParameterSet\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"oldValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"newValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"RewardMinted\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"RoundOpened\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"inflation\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RoundAlreadyOpened\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"RoundNotOpen\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"openRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"UnknownParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}]",
	ID:  "Minter",
	Bin: "0x610140604052348015610010575f5ffd5b5060405161193a38038061193a83398101604081905261002f91610579565b6001600160a01b0380831660805284811660a052831660c0819052604080516322d926e560e21b81529051638b649b94916004808201926020929091908290030181865afa158015610083573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906100a79190610643565b6001600160401b031660e0818152505060a0516001600160a01b031663355274ea6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156100f5573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906101199190610670565b6101205242610100528051610147906834b7333630ba34b7b760b91b9063ffffffff165f6305f5e100610234565b80516002805463ffffffff191663ffffffff928316179055602082015161017791630737465760e41b911661028e565b61019a651d185c99d95d60d21b826040015163ffffffff1661028e60201b60201c565b6101c065626f756e747960d01b82606001516001600160601b031661028e60201b60201c565b61022b5f60a0516001600160a01b03166318160ddd6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610202573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102269190610670565b6102c3565b505050506106c9565b8183101580156102445750808311155b848484849091929361028457604051632940b00160e11b815260048101949094526024840192909252604483015260648201526084015b60405180910390fd5b5050505050505050565b5f61029883610360565b90506102b483838360200151846040015161023460201b60201c565b6102be838361047a565b505050565b6040518060600160405280836001600160401b031681526020016102f0620186a08461051360201b60201c565b6001600160601b0390811682525f602092830152825160018054938501516040909501518316600160a01b026001600160a01b039590931668010000000000000000026001600160a01b03199094166001600160401b039092169190911792909217929092169190911790555050565b61038160405180606001604052805f81526020015f81526020015f81525090565b81630737465760e41b036103c357505060408051606081018252600254640100000000900463ffffffff1681525f60208201526305f5e1009181019190915290565b81651d185c99d95d60d21b0361040a5750506040805160608101825260025468010000000000000000900463ffffffff1681525f6020820152620f42409181019190915290565b8165626f756e747960d01b0361045e575050604080516060810182526002546c0100000000000000000000000090046001600160601b031681525f6020820152683635c9adc5dea000009181019190915290565b604051634c69569560e01b81526004810183905260240161027b565b81630737465760e41b036104ab576002805463ffffffff60201b191664010000000063ffffffff8416021790555050565b81651d185c99d95d60d21b036104e2576002805463ffffffff60401b19166801000000000000000063ffffffff8416021790555050565b60028054600160601b600160c01b0319166c010000000000000000000000006001600160601b038416021790555050565b5f620f42406105228484610687565b61052c91906106aa565b90505b92915050565b80516001600160a01b038116811461054b575f5ffd5b919050565b805163ffffffff8116811461054b575f5ffd5b80516001600160601b038116811461054b575f5ffd5b5f5f5f5f84860360e081121561058d575f5ffd5b61059686610535565b94506105a460208701610535565b93506105b260408701610535565b92506080605f19820112156105c5575f5ffd5b50604051608081016001600160401b03811182821017156105f457634e487b7160e01b5f52604160045260245ffd5b60405261060360608701610550565b815261061160808701610550565b602082015261062260a08701610550565b604082015261063360c08701610563565b6060820152939692955090935050565b5f60208284031215610653575f5ffd5b81516001600160401b0381168114610669575f5ffd5b9392505050565b5f60208284031215610680575f5ffd5b5051919050565b808202811582820484141761052f57634e487b7160e01b5f52601160045260245ffd5b5f826106c457634e487b7160e01b5f52601260045260245ffd5b500490565b60805160a05160c05160e05161010051610120516111f96107415f395f610d0e01525f610c0a01525f610c7301525f818161011a015281816104590152818161066701526107b201525f81816102ae015281816106960152818161086c0152610abf01525f81816101a401526106f801526111f95ff3fe608060405234801561000f575f5ffd5b50600436106100b9575f3560e01c8063be0522e011610072578063ed01bf2911610058578063ed01bf29146101c6578063f32697161461023f578063fc0c546a146102ac575f5ffd5b8063be0522e01461017a578063cff0ab961461019f575f5ffd5b80634cf088d9116100a25780634cf088d914610118578063723507be1461015257806396d457af14610167575f5ffd5b806305d9b586146100bd57806309e58ae7146100f7575b5f5ffd5b6100d06100cb366004610fe2565b6102d2565b60408051825181526020808401519082015291810151908201526060015b60405180910390f35b61010a610105366004611015565b610456565b6040519081526020016100ee565b7f00000000000000000000000000000000000000000000000000000000000000005b6040516001600160a01b0390911681526020016100ee565b610165610160366004611045565b6106f6565b005b61010a610175366004611065565b6107af565b60025461018a9063ffffffff1681565b60405163ffffffff90911681526020016100ee565b61013a7f000000000000000000000000000000000000000000000000000000000000000081565b610232604080516060810182525f808252602082018190529181019190915250604080516060810182525f5467ffffffffffffffff811682526bffffffffffffffffffffffff68010000000000000000820481166020840152600160a01b909104169181019190915290565b6040516100ee91906110ad565b610232604080516060810182525f8082526020820181905291810191909152506040805160608101825260015467ffffffffffffffff811682526bffffffffffffffffffffffff68010000000000000000820481166020840152600160a01b909104169181019190915290565b7f000000000000000000000000000000000000000000000000000000000000000061013a565b6102f360405180606001604052805f81526020015f81526020015f81525090565b817f73746570000000000000000000000000000000000000000000000000000000000361034e57505060408051606081018252600254640100000000900463ffffffff1681525f60208201526305f5e1009181019190915290565b817f7461726765740000000000000000000000000000000000000000000000000000036103ac5750506040805160608101825260025468010000000000000000900463ffffffff1681525f6020820152620f42409181019190915290565b817f626f756e747900000000000000000000000000000000000000000000000000000361041c575050604080516060810182526002546c0100000000000000000000000090046bffffffffffffffffffffffff1681525f6020820152683635c9adc5dea000009181019190915290565b6040517f4c695695000000000000000000000000000000000000000000000000000000008152600481018390526024015b60405180910390fd5b5f7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146104b65760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161044d565b5050604080516060810182525f5467ffffffffffffffff8082168084526bffffffffffffffffffffffff68010000000000000000840481166020860152600160a01b90930490921693830193909352909187919082168114610558576040517f03804c8200000000000000000000000000000000000000000000000000000000815267ffffffffffffffff92831660048201529116602482015260440161044d565b50506105ad848683602001516bffffffffffffffffffffffff1661057c9190611125565b610586919061113c565b8260400151836020015161059a9190611174565b6bffffffffffffffffffffffff16610b21565b92508281604001516bffffffffffffffffffffffff166105cd9190611198565b5f80546bffffffffffffffffffffffff92909216600160a01b026001600160a01b0390921691909117905560405183815267ffffffffffffffff8716907f2ce2747e758a205a87be260f58b55c110eb367916a12659cce712bbe87db31599060200160405180910390a26040517f40c10f190000000000000000000000000000000000000000000000000000000081526001600160a01b037f000000000000000000000000000000000000000000000000000000000000000081166004830152602482018590527f000000000000000000000000000000000000000000000000000000000000000016906340c10f19906044015f604051808303815f87803b1580156106d7575f5ffd5b505af11580156106e9573d5f5f3e3d5ffd5b5050505050509392505050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146107555760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161044d565b50505f610761846102d2565b51905061076e8484610b35565b604080518281526020810185905285917f0a7e89c5c2abbeecebfa6c000066595bdd560a4e590d5b51bfb1360704c388d1910160405180910390a250505050565b5f7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b038116821461080f5760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161044d565b50505f54859067ffffffffffffffff90811690821611610868576040517fb8fd49bc00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff909116600482015260240161044d565b505f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03166318160ddd6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156108c6573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906108ea91906111ab565b90506108f68582610b64565b5f61090082610bfe565b60025490915061093a906c0100000000000000000000000090046bffffffffffffffffffffffff16610935620186a084610d92565b610b21565b935060405180606001604052808867ffffffffffffffff168152602001858361096391906111c2565b6bffffffffffffffffffffffff90811682525f602092830181905283518154858501516040968701518516600160a01b026001600160a01b039190951668010000000000000000027fffffffffffffffffffffffff000000000000000000000000000000000000000090921667ffffffffffffffff938416179190911716929092179055600254835185815263ffffffff909116928101929092528916917ff7bf02834a8d9e2bd42c48ea5abe73b14b409e07151f94b79aa391e341b1ca0c910160405180910390a28315610b17578667ffffffffffffffff16856001600160a01b03167f0acf4ac2b0af1ed46bba7680deb136f44ea72bd4206a231cf938d9b5d758fb7d86604051610a7891815260200190565b60405180910390a36040517f40c10f190000000000000000000000000000000000000000000000000000000081526001600160a01b038681166004830152602482018690527f000000000000000000000000000000000000000000000000000000000000000016906340c10f19906044015f604051808303815f87803b158015610b00575f5ffd5b505af1158015610b12573d5f5f3e3d5ffd5b505050505b5050509392505050565b5f8282188284100282185b90505b92915050565b5f610b3f836102d2565b9050610b55838383602001518460400151610dab565b610b5f8383610e19565b505050565b60025463ffffffff8082169164010000000081048216915f91610b9591680100000000000000009091041685610d92565b8510905080610bab578183038381111502610bc2565b610bc2610bb88385611198565b6305f5e100610b21565b600280547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000001663ffffffff929092169190911790555050505050565b5f806301e13380610c2f7f0000000000000000000000000000000000000000000000000000000000000000426111c2565b610c39919061113c565b60015490915067ffffffffffffffff808316911614610c5c57610c5c8184610f2c565b610c6e6301e13380633b9aca00611125565b6002547f000000000000000000000000000000000000000000000000000000000000000090610ca39063ffffffff1686611125565b610cad9190611125565b610cb7919061113c565b9150610cc98261093561012c86610d92565b600154909250610d0290839061059a906bffffffffffffffffffffffff600160a01b820481169168010000000000000000900416611174565b9150610d3282610935857f00000000000000000000000000000000000000000000000000000000000000006111c2565b600180549193508391601490610d5e908490600160a01b90046bffffffffffffffffffffffff166111d5565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555050919050565b5f620f4240610da18484611125565b610b2c919061113c565b818310158015610dbb5750808311155b8484848490919293610e0f576040517f52816002000000000000000000000000000000000000000000000000000000008152600481019490945260248401929092526044830152606482015260840161044d565b5050505050505050565b817f737465700000000000000000000000000000000000000000000000000000000003610e7b57600280547fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff1664010000000063ffffffff8416021790555050565b817f746172676574000000000000000000000000000000000000000000000000000003610ee157600280547fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff166801000000000000000063ffffffff8416021790555050565b600280547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff166c010000000000000000000000006bffffffffffffffffffffffff8416021790555050565b60405180606001604052808367ffffffffffffffff168152602001610f54620186a084610d92565b6bffffffffffffffffffffffff90811682525f602092830152825160018054938501516040909501518316600160a01b026001600160a01b039590931668010000000000000000027fffffffffffffffffffffffff000000000000000000000000000000000000000090941667ffffffffffffffff9092169190911792909217929092169190911790555050565b5f60208284031215610ff2575f5ffd5b5035919050565b803567ffffffffffffffff81168114611010575f5ffd5b919050565b5f5f5f60608486031215611027575f5ffd5b61103084610ff9565b95602085013595506040909401359392505050565b5f5f60408385031215611056575f5ffd5b50508035926020909101359150565b5f5f5f60608486031215611077575f5ffd5b61108084610ff9565b92506020840135915060408401356001600160a01b03811681146110a2575f5ffd5b809150509250925092565b60608101610b2f828467ffffffffffffffff81511682526bffffffffffffffffffffffff60208201511660208301526bffffffffffffffffffffffff60408201511660408301525050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8082028115828204841417610b2f57610b2f6110f8565b5f8261116f577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b6bffffffffffffffffffffffff8281168282160390811115610b2f57610b2f6110f8565b80820180821115610b2f57610b2f6110f8565b5f602082840312156111bb575f5ffd5b5051919050565b81810381811115610b2f57610b2f6110f8565b6bffffffffffffffffffffffff8181168382160190811115610b2f57610b2f6110f856",
}

// Minter is an auto generated Go binding around an Ethereum contract.
type Minter struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Minter) GetABI() abi.ABI {
	return c.abi
}

// NewMinter creates a new instance of Minter.
func NewMinter() *Minter {
	parsed, err := MinterMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Minter{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Minter) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address staking_, address params_, (uint32,uint32,uint32,uint96) config) returns()
func (minter *Minter) PackConstructor(token_ common.Address, staking_ common.Address, params_ common.Address, config MinterConfig) []byte {
	enc, err := minter.abi.Pack("", token_, staking_, params_, config)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed01bf29.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function budget() view returns((uint64,uint96,uint96))
func (minter *Minter) PackBudget() []byte {
	enc, err := minter.abi.Pack("budget")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed01bf29.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function budget() view returns((uint64,uint96,uint96))
func (minter *Minter) TryPackBudget() ([]byte, error) {
	return minter.abi.Pack("budget")
}

// UnpackBudget is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xed01bf29.
//
// Solidity: function budget() view returns((uint64,uint96,uint96))
func (minter *Minter) UnpackBudget(data []byte) (IMinterBudget, error) {
	out, err := minter.abi.Unpack("budget", data)
	if err != nil {
		return *new(IMinterBudget), err
	}
	out0 := *abi.ConvertType(out[0], new(IMinterBudget)).(*IMinterBudget)
	return out0, nil
}

// PackInflation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbe0522e0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function inflation() view returns(uint32)
func (minter *Minter) PackInflation() []byte {
	enc, err := minter.abi.Pack("inflation")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackInflation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbe0522e0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function inflation() view returns(uint32)
func (minter *Minter) TryPackInflation() ([]byte, error) {
	return minter.abi.Pack("inflation")
}

// UnpackInflation is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbe0522e0.
//
// Solidity: function inflation() view returns(uint32)
func (minter *Minter) UnpackInflation(data []byte) (uint32, error) {
	out, err := minter.abi.Unpack("inflation", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackMintReward is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x09e58ae7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintReward(uint64 round, uint256 weight, uint256 total) returns(uint256 amount)
func (minter *Minter) PackMintReward(round uint64, weight *big.Int, total *big.Int) []byte {
	enc, err := minter.abi.Pack("mintReward", round, weight, total)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintReward is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x09e58ae7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintReward(uint64 round, uint256 weight, uint256 total) returns(uint256 amount)
func (minter *Minter) TryPackMintReward(round uint64, weight *big.Int, total *big.Int) ([]byte, error) {
	return minter.abi.Pack("mintReward", round, weight, total)
}

// UnpackMintReward is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x09e58ae7.
//
// Solidity: function mintReward(uint64 round, uint256 weight, uint256 total) returns(uint256 amount)
func (minter *Minter) UnpackMintReward(data []byte) (*big.Int, error) {
	out, err := minter.abi.Unpack("mintReward", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOpenRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x96d457af.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openRound(uint64 round, uint256 bonded, address keeper) returns(uint256 bounty)
func (minter *Minter) PackOpenRound(round uint64, bonded *big.Int, keeper common.Address) []byte {
	enc, err := minter.abi.Pack("openRound", round, bonded, keeper)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x96d457af.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openRound(uint64 round, uint256 bonded, address keeper) returns(uint256 bounty)
func (minter *Minter) TryPackOpenRound(round uint64, bonded *big.Int, keeper common.Address) ([]byte, error) {
	return minter.abi.Pack("openRound", round, bonded, keeper)
}

// UnpackOpenRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x96d457af.
//
// Solidity: function openRound(uint64 round, uint256 bonded, address keeper) returns(uint256 bounty)
func (minter *Minter) UnpackOpenRound(data []byte) (*big.Int, error) {
	out, err := minter.abi.Unpack("openRound", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (minter *Minter) PackParameter(name [32]byte) []byte {
	enc, err := minter.abi.Pack("parameter", name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (minter *Minter) TryPackParameter(name [32]byte) ([]byte, error) {
	return minter.abi.Pack("parameter", name)
}

// UnpackParameter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05d9b586.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (minter *Minter) UnpackParameter(data []byte) (IParameterizedParameter, error) {
	out, err := minter.abi.Unpack("parameter", data)
	if err != nil {
		return *new(IParameterizedParameter), err
	}
	out0 := *abi.ConvertType(out[0], new(IParameterizedParameter)).(*IParameterizedParameter)
	return out0, nil
}

// PackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function params() view returns(address)
func (minter *Minter) PackParams() []byte {
	enc, err := minter.abi.Pack("params")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function params() view returns(address)
func (minter *Minter) TryPackParams() ([]byte, error) {
	return minter.abi.Pack("params")
}

// UnpackParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcff0ab96.
//
// Solidity: function params() view returns(address)
func (minter *Minter) UnpackParams(data []byte) (common.Address, error) {
	out, err := minter.abi.Unpack("params", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (minter *Minter) PackSetParameter(name [32]byte, value *big.Int) []byte {
	enc, err := minter.abi.Pack("setParameter", name, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (minter *Minter) TryPackSetParameter(name [32]byte, value *big.Int) ([]byte, error) {
	return minter.abi.Pack("setParameter", name, value)
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (minter *Minter) PackStaking() []byte {
	enc, err := minter.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (minter *Minter) TryPackStaking() ([]byte, error) {
	return minter.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (minter *Minter) UnpackStaking(data []byte) (common.Address, error) {
	out, err := minter.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (minter *Minter) PackToken() []byte {
	enc, err := minter.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (minter *Minter) TryPackToken() ([]byte, error) {
	return minter.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (minter *Minter) UnpackToken(data []byte) (common.Address, error) {
	out, err := minter.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackYear is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3269716.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function year() view returns((uint64,uint96,uint96))
func (minter *Minter) PackYear() []byte {
	enc, err := minter.abi.Pack("year")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackYear is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3269716.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function year() view returns((uint64,uint96,uint96))
func (minter *Minter) TryPackYear() ([]byte, error) {
	return minter.abi.Pack("year")
}

// UnpackYear is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf3269716.
//
// Solidity: function year() view returns((uint64,uint96,uint96))
func (minter *Minter) UnpackYear(data []byte) (IMinterYear, error) {
	out, err := minter.abi.Unpack("year", data)
	if err != nil {
		return *new(IMinterYear), err
	}
	out0 := *abi.ConvertType(out[0], new(IMinterYear)).(*IMinterYear)
	return out0, nil
}

// MinterBountyMinted represents a BountyMinted event raised by the Minter contract.
type MinterBountyMinted struct {
	Keeper common.Address
	Round  uint64
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const MinterBountyMintedEventName = "BountyMinted"

// ContractEventName returns the user-defined event name.
func (MinterBountyMinted) ContractEventName() string {
	return MinterBountyMintedEventName
}

// UnpackBountyMintedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event BountyMinted(address indexed keeper, uint64 indexed round, uint256 amount)
func (minter *Minter) UnpackBountyMintedEvent(log *types.Log) (*MinterBountyMinted, error) {
	event := "BountyMinted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != minter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MinterBountyMinted)
	if len(log.Data) > 0 {
		if err := minter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range minter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MinterParameterSet represents a ParameterSet event raised by the Minter contract.
type MinterParameterSet struct {
	Name     [32]byte
	OldValue *big.Int
	NewValue *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const MinterParameterSetEventName = "ParameterSet"

// ContractEventName returns the user-defined event name.
func (MinterParameterSet) ContractEventName() string {
	return MinterParameterSetEventName
}

// UnpackParameterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ParameterSet(bytes32 indexed name, uint256 oldValue, uint256 newValue)
func (minter *Minter) UnpackParameterSetEvent(log *types.Log) (*MinterParameterSet, error) {
	event := "ParameterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != minter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MinterParameterSet)
	if len(log.Data) > 0 {
		if err := minter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range minter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MinterRewardMinted represents a RewardMinted event raised by the Minter contract.
type MinterRewardMinted struct {
	Round  uint64
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const MinterRewardMintedEventName = "RewardMinted"

// ContractEventName returns the user-defined event name.
func (MinterRewardMinted) ContractEventName() string {
	return MinterRewardMintedEventName
}

// UnpackRewardMintedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RewardMinted(uint64 indexed round, uint256 amount)
func (minter *Minter) UnpackRewardMintedEvent(log *types.Log) (*MinterRewardMinted, error) {
	event := "RewardMinted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != minter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MinterRewardMinted)
	if len(log.Data) > 0 {
		if err := minter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range minter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MinterRoundOpened represents a RoundOpened event raised by the Minter contract.
type MinterRoundOpened struct {
	Round     uint64
	Budget    *big.Int
	Inflation *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const MinterRoundOpenedEventName = "RoundOpened"

// ContractEventName returns the user-defined event name.
func (MinterRoundOpened) ContractEventName() string {
	return MinterRoundOpenedEventName
}

// UnpackRoundOpenedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoundOpened(uint64 indexed round, uint256 budget, uint256 inflation)
func (minter *Minter) UnpackRoundOpenedEvent(log *types.Log) (*MinterRoundOpened, error) {
	event := "RoundOpened"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != minter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MinterRoundOpened)
	if len(log.Data) > 0 {
		if err := minter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range minter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (minter *Minter) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], minter.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return minter.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], minter.abi.Errors["RoundAlreadyOpened"].ID.Bytes()[:4]) {
		return minter.UnpackRoundAlreadyOpenedError(raw[4:])
	}
	if bytes.Equal(raw[:4], minter.abi.Errors["RoundNotOpen"].ID.Bytes()[:4]) {
		return minter.UnpackRoundNotOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], minter.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return minter.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], minter.abi.Errors["UnknownParameter"].ID.Bytes()[:4]) {
		return minter.UnpackUnknownParameterError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// MinterInvalidParameter represents a InvalidParameter error raised by the Minter contract.
type MinterInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func MinterInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (minter *Minter) UnpackInvalidParameterError(raw []byte) (*MinterInvalidParameter, error) {
	out := new(MinterInvalidParameter)
	if err := minter.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MinterRoundAlreadyOpened represents a RoundAlreadyOpened error raised by the Minter contract.
type MinterRoundAlreadyOpened struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundAlreadyOpened(uint64 round)
func MinterRoundAlreadyOpenedErrorID() common.Hash {
	return common.HexToHash("0xb8fd49bcff272f28f96bcbc4edce932f572fd147d35925bb1414c0031b18c497")
}

// UnpackRoundAlreadyOpenedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundAlreadyOpened(uint64 round)
func (minter *Minter) UnpackRoundAlreadyOpenedError(raw []byte) (*MinterRoundAlreadyOpened, error) {
	out := new(MinterRoundAlreadyOpened)
	if err := minter.abi.UnpackIntoInterface(out, "RoundAlreadyOpened", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MinterRoundNotOpen represents a RoundNotOpen error raised by the Minter contract.
type MinterRoundNotOpen struct {
	Round     uint64
	OpenRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundNotOpen(uint64 round, uint64 openRound)
func MinterRoundNotOpenErrorID() common.Hash {
	return common.HexToHash("0x03804c828b792120f48d64801130d85c2aa914fcdb26d0ad39e3dc66ea47f3d9")
}

// UnpackRoundNotOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundNotOpen(uint64 round, uint64 openRound)
func (minter *Minter) UnpackRoundNotOpenError(raw []byte) (*MinterRoundNotOpen, error) {
	out := new(MinterRoundNotOpen)
	if err := minter.abi.UnpackIntoInterface(out, "RoundNotOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MinterUnauthorized represents a Unauthorized error raised by the Minter contract.
type MinterUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func MinterUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (minter *Minter) UnpackUnauthorizedError(raw []byte) (*MinterUnauthorized, error) {
	out := new(MinterUnauthorized)
	if err := minter.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MinterUnknownParameter represents a UnknownParameter error raised by the Minter contract.
type MinterUnknownParameter struct {
	Name [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownParameter(bytes32 name)
func MinterUnknownParameterErrorID() common.Hash {
	return common.HexToHash("0x4c695695cc5173647db3f5d25b109f9eeac05f8f83f37785b43bc23190dc47e3")
}

// UnpackUnknownParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownParameter(bytes32 name)
func (minter *Minter) UnpackUnknownParameterError(raw []byte) (*MinterUnknownParameter, error) {
	out := new(MinterUnknownParameter)
	if err := minter.abi.UnpackIntoInterface(out, "UnknownParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockPriceFeedMetaData contains all meta data concerning the MockPriceFeed contract.
var MockPriceFeedMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"decimals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"latestRoundData\",\"inputs\":[],\"outputs\":[{\"name\":\"roundId\",\"type\":\"uint80\",\"internalType\":\"uint80\"},{\"name\":\"answer\",\"type\":\"int256\",\"internalType\":\"int256\"},{\"name\":\"startedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"updatedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"answeredInRound\",\"type\":\"uint80\",\"internalType\":\"uint80\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"set\",\"inputs\":[{\"name\":\"decimals_\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"latest\",\"type\":\"tuple\",\"internalType\":\"structMockPriceFeed.Answer\",\"components\":[{\"name\":\"roundId\",\"type\":\"uint80\",\"internalType\":\"uint80\"},{\"name\":\"answer\",\"type\":\"int256\",\"internalType\":\"int256\"},{\"name\":\"startedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"updatedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"answeredInRound\",\"type\":\"uint80\",\"internalType\":\"uint80\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"}]",
	ID:  "MockPriceFeed",
	Bin: "0x6080604052348015600e575f5ffd5b5061024d8061001c5f395ff3fe608060405234801561000f575f5ffd5b506004361061003f575f3560e01c80632c75cf0d14610043578063313ce56714610058578063feaf968c1461007c575b5f5ffd5b610056610051366004610145565b610106565b005b6005546100659060ff1681565b60405160ff90911681526020015b60405180910390f35b6100cf6040805160a0810182525f5469ffffffffffffffffffff90811680835260015460208401819052600254948401859052600354606085018190526004549093166080909401849052909490939290565b6040805169ffffffffffffffffffff968716815260208101959095528401929092526060830152909116608082015260a001610073565b600580547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001660ff8416179055805f61013f82826101c6565b50505050565b5f5f82840360c0811215610157575f5ffd5b833560ff81168114610167575f5ffd5b925060a07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe082011215610198575f5ffd5b506020830190509250929050565b5f813569ffffffffffffffffffff811681146101c0575f5ffd5b92915050565b6101f56101d2836101a6565b825469ffffffffffffffffffff191669ffffffffffffffffffff91909116178255565b602082013560018201556040820135600282015560608201356003820155610249610222608084016101a6565b6004830169ffffffffffffffffffff821669ffffffffffffffffffff198254161781555050565b505056",
}

// MockPriceFeed is an auto generated Go binding around an Ethereum contract.
type MockPriceFeed struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *MockPriceFeed) GetABI() abi.ABI {
	return c.abi
}

// NewMockPriceFeed creates a new instance of MockPriceFeed.
func NewMockPriceFeed() *MockPriceFeed {
	parsed, err := MockPriceFeedMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &MockPriceFeed{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *MockPriceFeed) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (mockPriceFeed *MockPriceFeed) PackDecimals() []byte {
	enc, err := mockPriceFeed.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (mockPriceFeed *MockPriceFeed) TryPackDecimals() ([]byte, error) {
	return mockPriceFeed.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (mockPriceFeed *MockPriceFeed) UnpackDecimals(data []byte) (uint8, error) {
	out, err := mockPriceFeed.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackLatestRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfeaf968c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function latestRoundData() view returns(uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
func (mockPriceFeed *MockPriceFeed) PackLatestRoundData() []byte {
	enc, err := mockPriceFeed.abi.Pack("latestRoundData")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLatestRoundData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfeaf968c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function latestRoundData() view returns(uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
func (mockPriceFeed *MockPriceFeed) TryPackLatestRoundData() ([]byte, error) {
	return mockPriceFeed.abi.Pack("latestRoundData")
}

// LatestRoundDataOutput serves as a container for the return parameters of contract
// method LatestRoundData.
type LatestRoundDataOutput struct {
	RoundId         *big.Int
	Answer          *big.Int
	StartedAt       *big.Int
	UpdatedAt       *big.Int
	AnsweredInRound *big.Int
}

// UnpackLatestRoundData is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfeaf968c.
//
// Solidity: function latestRoundData() view returns(uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
func (mockPriceFeed *MockPriceFeed) UnpackLatestRoundData(data []byte) (LatestRoundDataOutput, error) {
	out, err := mockPriceFeed.abi.Unpack("latestRoundData", data)
	outstruct := new(LatestRoundDataOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.RoundId = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Answer = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.StartedAt = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.UpdatedAt = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.AnsweredInRound = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c75cf0d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function set(uint8 decimals_, (uint80,int256,uint256,uint256,uint80) latest) returns()
func (mockPriceFeed *MockPriceFeed) PackSet(decimals uint8, latest MockPriceFeedAnswer) []byte {
	enc, err := mockPriceFeed.abi.Pack("set", decimals, latest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c75cf0d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function set(uint8 decimals_, (uint80,int256,uint256,uint256,uint80) latest) returns()
func (mockPriceFeed *MockPriceFeed) TryPackSet(decimals uint8, latest MockPriceFeedAnswer) ([]byte, error) {
	return mockPriceFeed.abi.Pack("set", decimals, latest)
}

// MockUSDMetaData contains all meta data concerning the MockUSD contract.
var MockUSDMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DOMAIN_SEPARATOR\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"allowance\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"approve\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"balanceOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"decimals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"mint\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"name\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"nonces\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"permit\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"symbol\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"totalSupply\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"transfer\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"transferFrom\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Approval\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Transfer\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientAllowance\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"allowance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientBalance\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"balance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidApprover\",\"inputs\":[{\"name\":\"approver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidReceiver\",\"inputs\":[{\"name\":\"receiver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSender\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSpender\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC2612ExpiredSignature\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC2612InvalidSigner\",\"inputs\":[{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidAccountNonce\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"currentNonce\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]}]",
	ID:  "MockUSD",
	Bin: "0x610160604052348015610010575f5ffd5b506040518060400160405280600b81526020016a26b7b1b5902237b63630b960a91b81525080604051806040016040528060018152602001603160f81b8152506040518060400160405280600b81526020016a26b7b1b5902237b63630b960a91b815250604051806040016040528060048152602001631b5554d160e21b81525081600390816100a09190610250565b5060046100ad8282610250565b5050506100bf8261016760201b60201c565b610120526100cc81610167565b61014052815160208084019190912060e052815190820120610100524660a05261015860e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c05250610366565b5f5f829050601f8151111561019a578260405163305a27a960e01b8152600401610191919061030e565b60405180910390fd5b80516101a582610343565b179392505050565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806101d557607f821691505b6020821081036101f357634e487b7160e01b5f52602260045260245ffd5b50919050565b601f82111561024b578282111561024b57805f5260205f20601f840160051c602085101561022457505f5b90810190601f840160051c035f5b81811015610247575f83820155600101610232565b5050505b505050565b81516001600160401b03811115610269576102696101ad565b61027d8161027784546101c1565b846101f9565b6020601f8211600181146102af575f83156102985750848201515b5f19600385901b1c1916600184901b178455610307565b5f84815260208120601f198516915b828110156102de57878501518255602094850194600190920191016102be565b50848210156102fb57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156101f3575f1960209190910360031b1b16919050565b60805160a05160c05160e051610100516101205161014051610fbb6103b75f395f61080101525f6107d601525f61073201525f61070a01525f61066501525f61068f01525f6106b90152610fbb5ff3fe608060405234801561000f575f5ffd5b50600436106100e5575f3560e01c806370a082311161008857806395d89b411161006357806395d89b41146101d1578063a9059cbb146101d9578063d505accf146101ec578063dd62ed3e146101ff575f5ffd5b806370a082311461017b5780637ecebe00146101a357806384b0196e146101b6575f5ffd5b806323b872dd116100c357806323b872dd1461013c578063313ce5671461014f5780633644e5151461015e57806340c10f1914610166575f5ffd5b806306fdde03146100e9578063095ea7b31461010757806318160ddd1461012a575b5f5ffd5b6100f1610237565b6040516100fe9190610d51565b60405180910390f35b61011a610115366004610d85565b6102c7565b60405190151581526020016100fe565b6002545b6040519081526020016100fe565b61011a61014a366004610dad565b6102e0565b604051600681526020016100fe565b61012e610303565b610179610174366004610d85565b610311565b005b61012e610189366004610de7565b6001600160a01b03165f9081526020819052604090205490565b61012e6101b1366004610de7565b61031f565b6101be61033c565b6040516100fe9796959493929190610e00565b6100f161039a565b61011a6101e7366004610d85565b6103a9565b6101796101fa366004610eb2565b6103b6565b61012e61020d366004610f1f565b6001600160a01b039182165f90815260016020908152604080832093909416825291909152205490565b60606003805461024690610f50565b80601f016020809104026020016040519081016040528092919081815260200182805461027290610f50565b80156102bd5780601f10610294576101008083540402835291602001916102bd565b820191905f5260205f20905b8154815290600101906020018083116102a057829003601f168201915b5050505050905090565b5f336102d4818585610523565b60019150505b92915050565b5f336102ed858285610535565b6102f88585856105ca565b506001949350505050565b5f61030c610659565b905090565b61031b8282610782565b5050565b6001600160a01b0381165f908152600760205260408120546102da565b5f6060805f5f5f606061034d6107cf565b6103556107fa565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b60606004805461024690610f50565b5f336102d48185856105ca565b834211156103f8576040517f62791302000000000000000000000000000000000000000000000000000000008152600481018590526024015b60405180910390fd5b5f7f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c98888886104438c6001600160a01b03165f90815260076020526040902080546001810190915590565b6040805160208101969096526001600160a01b0394851690860152929091166060840152608083015260a082015260c0810186905260e0016040516020818303038152906040528051906020012090505f61049d82610825565b90505f6104ac8287878761086c565b9050896001600160a01b0316816001600160a01b03161461050c576040517f4b800e460000000000000000000000000000000000000000000000000000000081526001600160a01b0380831660048301528b1660248201526044016103ef565b6105178a8a8a610523565b50505050505050505050565b6105308383836001610898565b505050565b6001600160a01b038381165f908152600160209081526040808320938616835292905220545f198110156105c457818110156105b6576040517ffb8f41b20000000000000000000000000000000000000000000000000000000081526001600160a01b038416600482015260248101829052604481018390526064016103ef565b6105c484848484035f610898565b50505050565b6001600160a01b03831661060c576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081525f60048201526024016103ef565b6001600160a01b03821661064e576040517fec442f050000000000000000000000000000000000000000000000000000000081525f60048201526024016103ef565b61053083838361099c565b5f306001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000161480156106b157507f000000000000000000000000000000000000000000000000000000000000000046145b156106db57507f000000000000000000000000000000000000000000000000000000000000000090565b61030c604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b6001600160a01b0382166107c4576040517fec442f050000000000000000000000000000000000000000000000000000000081525f60048201526024016103ef565b61031b5f838361099c565b606061030c7f0000000000000000000000000000000000000000000000000000000000000000610adb565b606061030c7f0000000000000000000000000000000000000000000000000000000000000000610adb565b5f6102da610831610659565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f5f5f5f61087c88888888610b18565b92509250925061088c8282610be0565b50909695505050505050565b6001600160a01b0384166108da576040517fe602df050000000000000000000000000000000000000000000000000000000081525f60048201526024016103ef565b6001600160a01b03831661091c576040517f94280d620000000000000000000000000000000000000000000000000000000081525f60048201526024016103ef565b6001600160a01b038085165f90815260016020908152604080832093871683529290522082905580156105c457826001600160a01b0316846001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b9258460405161098e91815260200190565b60405180910390a350505050565b6001600160a01b0383166109c6578060025f8282546109bb9190610f88565b90915550610a4f9050565b6001600160a01b0383165f9081526020819052604090205481811015610a31576040517fe450d38c0000000000000000000000000000000000000000000000000000000081526001600160a01b038516600482015260248101829052604481018390526064016103ef565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b038216610a6b57600280548290039055610a89565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef83604051610ace91815260200190565b60405180910390a3505050565b60605f610ae783610ce3565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610b5157505f91506003905082610bd6565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610ba2573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610bcd57505f925060019150829050610bd6565b92505f91508190505b9450945094915050565b5f826003811115610bf357610bf3610fa7565b03610bfc575050565b6001826003811115610c1057610c10610fa7565b03610c47576040517ff645eedf00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6002826003811115610c5b57610c5b610fa7565b03610c95576040517ffce698f7000000000000000000000000000000000000000000000000000000008152600481018290526024016103ef565b6003826003811115610ca957610ca9610fa7565b0361031b576040517fd78bce0c000000000000000000000000000000000000000000000000000000008152600481018290526024016103ef565b5f60ff8216601f8111156102da576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081525f610d636020830184610d23565b9392505050565b80356001600160a01b0381168114610d80575f5ffd5b919050565b5f5f60408385031215610d96575f5ffd5b610d9f83610d6a565b946020939093013593505050565b5f5f5f60608486031215610dbf575f5ffd5b610dc884610d6a565b9250610dd660208501610d6a565b929592945050506040919091013590565b5f60208284031215610df7575f5ffd5b610d6382610d6a565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f610e3a60e0830189610d23565b8281036040840152610e4c8189610d23565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015610ea1578351835260209384019390920191600101610e83565b50909b9a5050505050505050505050565b5f5f5f5f5f5f5f60e0888a031215610ec8575f5ffd5b610ed188610d6a565b9650610edf60208901610d6a565b95506040880135945060608801359350608088013560ff81168114610f02575f5ffd5b9699959850939692959460a0840135945060c09093013592915050565b5f5f60408385031215610f30575f5ffd5b610f3983610d6a565b9150610f4760208401610d6a565b90509250929050565b600181811c90821680610f6457607f821691505b602082108103610f8257634e487b7160e01b5f52602260045260245ffd5b50919050565b808201808211156102da57634e487b7160e01b5f52601160045260245ffd5b634e487b7160e01b5f52602160045260245ffd",
}

// MockUSD is an auto generated Go binding around an Ethereum contract.
type MockUSD struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *MockUSD) GetABI() abi.ABI {
	return c.abi
}

// NewMockUSD creates a new instance of MockUSD.
func NewMockUSD() *MockUSD {
	parsed, err := MockUSDMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &MockUSD{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *MockUSD) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (mockUSD *MockUSD) PackDOMAINSEPARATOR() []byte {
	enc, err := mockUSD.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (mockUSD *MockUSD) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return mockUSD.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (mockUSD *MockUSD) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := mockUSD.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (mockUSD *MockUSD) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := mockUSD.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (mockUSD *MockUSD) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return mockUSD.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (mockUSD *MockUSD) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := mockUSD.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (mockUSD *MockUSD) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := mockUSD.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (mockUSD *MockUSD) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return mockUSD.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (mockUSD *MockUSD) UnpackApprove(data []byte) (bool, error) {
	out, err := mockUSD.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (mockUSD *MockUSD) PackBalanceOf(account common.Address) []byte {
	enc, err := mockUSD.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (mockUSD *MockUSD) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return mockUSD.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (mockUSD *MockUSD) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := mockUSD.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() pure returns(uint8)
func (mockUSD *MockUSD) PackDecimals() []byte {
	enc, err := mockUSD.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() pure returns(uint8)
func (mockUSD *MockUSD) TryPackDecimals() ([]byte, error) {
	return mockUSD.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() pure returns(uint8)
func (mockUSD *MockUSD) UnpackDecimals(data []byte) (uint8, error) {
	out, err := mockUSD.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (mockUSD *MockUSD) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := mockUSD.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (mockUSD *MockUSD) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return mockUSD.abi.Pack("mint", to, amount)
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (mockUSD *MockUSD) PackName() []byte {
	enc, err := mockUSD.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (mockUSD *MockUSD) TryPackName() ([]byte, error) {
	return mockUSD.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (mockUSD *MockUSD) UnpackName(data []byte) (string, error) {
	out, err := mockUSD.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (mockUSD *MockUSD) PackNonces(owner common.Address) []byte {
	enc, err := mockUSD.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (mockUSD *MockUSD) TryPackNonces(owner common.Address) ([]byte, error) {
	return mockUSD.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (mockUSD *MockUSD) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := mockUSD.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (mockUSD *MockUSD) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := mockUSD.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (mockUSD *MockUSD) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return mockUSD.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (mockUSD *MockUSD) PackSymbol() []byte {
	enc, err := mockUSD.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (mockUSD *MockUSD) TryPackSymbol() ([]byte, error) {
	return mockUSD.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (mockUSD *MockUSD) UnpackSymbol(data []byte) (string, error) {
	out, err := mockUSD.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (mockUSD *MockUSD) PackTotalSupply() []byte {
	enc, err := mockUSD.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (mockUSD *MockUSD) TryPackTotalSupply() ([]byte, error) {
	return mockUSD.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (mockUSD *MockUSD) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := mockUSD.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := mockUSD.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return mockUSD.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) UnpackTransfer(data []byte) (bool, error) {
	out, err := mockUSD.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := mockUSD.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return mockUSD.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (mockUSD *MockUSD) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := mockUSD.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// MockUSDApproval represents a Approval event raised by the MockUSD contract.
type MockUSDApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const MockUSDApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (MockUSDApproval) ContractEventName() string {
	return MockUSDApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (mockUSD *MockUSD) UnpackApprovalEvent(log *types.Log) (*MockUSDApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != mockUSD.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MockUSDApproval)
	if len(log.Data) > 0 {
		if err := mockUSD.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range mockUSD.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MockUSDEIP712DomainChanged represents a EIP712DomainChanged event raised by the MockUSD contract.
type MockUSDEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const MockUSDEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (MockUSDEIP712DomainChanged) ContractEventName() string {
	return MockUSDEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (mockUSD *MockUSD) UnpackEIP712DomainChangedEvent(log *types.Log) (*MockUSDEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != mockUSD.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MockUSDEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := mockUSD.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range mockUSD.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MockUSDTransfer represents a Transfer event raised by the MockUSD contract.
type MockUSDTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const MockUSDTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (MockUSDTransfer) ContractEventName() string {
	return MockUSDTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (mockUSD *MockUSD) UnpackTransferEvent(log *types.Log) (*MockUSDTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != mockUSD.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MockUSDTransfer)
	if len(log.Data) > 0 {
		if err := mockUSD.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range mockUSD.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (mockUSD *MockUSD) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return mockUSD.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return mockUSD.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return mockUSD.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return mockUSD.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return mockUSD.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return mockUSD.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], mockUSD.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return mockUSD.UnpackStringTooLongError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// MockUSDECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the MockUSD contract.
type MockUSDECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func MockUSDECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (mockUSD *MockUSD) UnpackECDSAInvalidSignatureError(raw []byte) (*MockUSDECDSAInvalidSignature, error) {
	out := new(MockUSDECDSAInvalidSignature)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the MockUSD contract.
type MockUSDECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func MockUSDECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (mockUSD *MockUSD) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*MockUSDECDSAInvalidSignatureLength, error) {
	out := new(MockUSDECDSAInvalidSignatureLength)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the MockUSD contract.
type MockUSDECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func MockUSDECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (mockUSD *MockUSD) UnpackECDSAInvalidSignatureSError(raw []byte) (*MockUSDECDSAInvalidSignatureS, error) {
	out := new(MockUSDECDSAInvalidSignatureS)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the MockUSD contract.
type MockUSDERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func MockUSDERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (mockUSD *MockUSD) UnpackERC20InsufficientAllowanceError(raw []byte) (*MockUSDERC20InsufficientAllowance, error) {
	out := new(MockUSDERC20InsufficientAllowance)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the MockUSD contract.
type MockUSDERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func MockUSDERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (mockUSD *MockUSD) UnpackERC20InsufficientBalanceError(raw []byte) (*MockUSDERC20InsufficientBalance, error) {
	out := new(MockUSDERC20InsufficientBalance)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InvalidApprover represents a ERC20InvalidApprover error raised by the MockUSD contract.
type MockUSDERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func MockUSDERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (mockUSD *MockUSD) UnpackERC20InvalidApproverError(raw []byte) (*MockUSDERC20InvalidApprover, error) {
	out := new(MockUSDERC20InvalidApprover)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the MockUSD contract.
type MockUSDERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func MockUSDERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (mockUSD *MockUSD) UnpackERC20InvalidReceiverError(raw []byte) (*MockUSDERC20InvalidReceiver, error) {
	out := new(MockUSDERC20InvalidReceiver)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InvalidSender represents a ERC20InvalidSender error raised by the MockUSD contract.
type MockUSDERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func MockUSDERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (mockUSD *MockUSD) UnpackERC20InvalidSenderError(raw []byte) (*MockUSDERC20InvalidSender, error) {
	out := new(MockUSDERC20InvalidSender)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC20InvalidSpender represents a ERC20InvalidSpender error raised by the MockUSD contract.
type MockUSDERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func MockUSDERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (mockUSD *MockUSD) UnpackERC20InvalidSpenderError(raw []byte) (*MockUSDERC20InvalidSpender, error) {
	out := new(MockUSDERC20InvalidSpender)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the MockUSD contract.
type MockUSDERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func MockUSDERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (mockUSD *MockUSD) UnpackERC2612ExpiredSignatureError(raw []byte) (*MockUSDERC2612ExpiredSignature, error) {
	out := new(MockUSDERC2612ExpiredSignature)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the MockUSD contract.
type MockUSDERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func MockUSDERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (mockUSD *MockUSD) UnpackERC2612InvalidSignerError(raw []byte) (*MockUSDERC2612InvalidSigner, error) {
	out := new(MockUSDERC2612InvalidSigner)
	if err := mockUSD.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDInvalidAccountNonce represents a InvalidAccountNonce error raised by the MockUSD contract.
type MockUSDInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func MockUSDInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (mockUSD *MockUSD) UnpackInvalidAccountNonceError(raw []byte) (*MockUSDInvalidAccountNonce, error) {
	out := new(MockUSDInvalidAccountNonce)
	if err := mockUSD.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDInvalidShortString represents a InvalidShortString error raised by the MockUSD contract.
type MockUSDInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func MockUSDInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (mockUSD *MockUSD) UnpackInvalidShortStringError(raw []byte) (*MockUSDInvalidShortString, error) {
	out := new(MockUSDInvalidShortString)
	if err := mockUSD.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MockUSDStringTooLong represents a StringTooLong error raised by the MockUSD contract.
type MockUSDStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func MockUSDStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (mockUSD *MockUSD) UnpackStringTooLongError(raw []byte) (*MockUSDStringTooLong, error) {
	out := new(MockUSDStringTooLong)
	if err := mockUSD.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsMetaData contains all meta data concerning the Params contract.
var ParamsMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"owner_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"acceptOwnership\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"cancel\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"contracts\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParams.Contracts\",\"components\":[{\"name\":\"stakeToken\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"minter\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"serviceRegistry\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"asset\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ticketBroker\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faultCourt\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"execute\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"owner\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pendingOwner\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"proposalOf\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParams.Proposal\",\"components\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"readyAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"propose\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"renounceOwnership\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setPaused\",\"inputs\":[{\"name\":\"paused\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"timelock\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"transferOwnership\",\"inputs\":[{\"name\":\"newOwner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"wire\",\"inputs\":[{\"name\":\"contracts_\",\"type\":\"tuple\",\"internalType\":\"structIParams.Contracts\",\"components\":[{\"name\":\"stakeToken\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"minter\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"serviceRegistry\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"asset\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ticketBroker\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faultCourt\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Cancelled\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Executed\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"OwnershipTransferStarted\",\"inputs\":[{\"name\":\"previousOwner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"newOwner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"OwnershipTransferred\",\"inputs\":[{\"name\":\"previousOwner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"newOwner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Proposed\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"oldValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"newValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"readyAt\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Wired\",\"inputs\":[{\"name\":\"contracts\",\"type\":\"tuple\",\"indexed\":false,\"internalType\":\"structIParams.Contracts\",\"components\":[{\"name\":\"stakeToken\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"minter\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"serviceRegistry\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"asset\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ticketBroker\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faultCourt\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyWired\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotProposed\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"OwnableInvalidOwner\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"OwnableUnauthorizedAccount\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"readyAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"time\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"UnknownTarget\",\"inputs\":[{\"name\":\"target\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "Params",
	Bin: "0x608060405234801561000f575f5ffd5b5060405161120f38038061120f83398101604081905261002e916100d7565b806001600160a01b03811661005c57604051631e4fbdf760e01b81525f600482015260240160405180910390fd5b6100658161006c565b5050610104565b600180546001600160a01b031916905561008581610088565b50565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b5f602082840312156100e7575f5ffd5b81516001600160a01b03811681146100fd575f5ffd5b9392505050565b6110fe806101115f395ff3fe608060405234801561000f575f5ffd5b50600436106100da575f3560e01c806390327ca6116100885780639edd8c74116100635780639edd8c7414610246578063d33219b414610259578063e30c39781461027c578063f2fde38b1461028d575f5ffd5b806390327ca6146101e857806395b95ec4146102205780639e2ed68614610233575f5ffd5b8063715018a6116100b8578063715018a6146101b457806379ba5097146101bc5780638da5cb5b146101c4575f5ffd5b806316c38b3c146100de5780635fbed0f5146100f35780636c0f79b614610106575b5f5ffd5b6100f16100ec366004610cc2565b6102a0565b005b6100f1610101366004610d0c565b610392565b61019e6040805160e0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810191909152506040805160e0810182526002546001600160a01b039081168252600354811660208301526004548116928201929092526005548216606082015260065482166080820152600754821660a082015260085490911660c082015290565b6040516101ab9190610d3e565b60405180910390f35b6100f1610562565b6100f1610575565b5f546001600160a01b03165b6040516001600160a01b0390911681526020016101ab565b6101fb6101f6366004610dda565b6105d2565b604080518251815260209283015167ffffffffffffffff1692810192909252016101ab565b6100f161022e366004610e04565b610627565b6100f1610241366004610dda565b610882565b6100f1610254366004610dda565b6108e3565b6102636202a30081565b60405167ffffffffffffffff90911681526020016101ab565b6001546001600160a01b03166101d0565b6100f161029b366004610e1d565b610a18565b6102a8610a88565b6003546040517f16c38b3c00000000000000000000000000000000000000000000000000000000815282151560048201526001600160a01b03909116906316c38b3c906024015f604051808303815f87803b158015610305575f5ffd5b505af1158015610317573d5f5f3e3d5ffd5b50506007546040517f16c38b3c00000000000000000000000000000000000000000000000000000000815284151560048201526001600160a01b0390911692506316c38b3c91506024015b5f604051808303815f87803b158015610379575f5ffd5b505af115801561038b573d5f5f3e3d5ffd5b5050505050565b61039a610a88565b6103a383610acd565b6040517f05d9b586000000000000000000000000000000000000000000000000000000008152600481018390525f906001600160a01b038516906305d9b58690602401606060405180830381865afa158015610401573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104259190610e38565b90508060200151821015801561043f575080604001518211155b838383602001518460400151909192936104a0576040517f5281600200000000000000000000000000000000000000000000000000000000815260048101949094526024840192909252604483015260648201526084015b60405180910390fd5b505050505f6202a300426104b49190610eb6565b60408051808201825285815267ffffffffffffffff83811660208084018281526001600160a01b038c165f818152600984528781208d825284528790209551865590516001909501805467ffffffffffffffff1916959094169490941790925586518451908152918201889052928101929092529192508591907ff64eddf059244e3379de2dc8e8f0bc60ed30ffc6e2de69c33dfca83458c05f759060600160405180910390a35050505050565b61056a610a88565b6105735f610b81565b565b60015433906001600160a01b031681146105c6576040517f118cdaa70000000000000000000000000000000000000000000000000000000081526001600160a01b0382166004820152602401610497565b6105cf81610b81565b50565b6040805180820182525f80825260209182018190526001600160a01b03851681526009825282812084825282528290208251808401909352805483526001015467ffffffffffffffff16908201525b92915050565b61062f610a88565b6003546001600160a01b031615610672576040517fda7c0e5500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f6106806020830183610e1d565b6001600160a01b0316141580156106af57505f6106a36040830160208401610e1d565b6001600160a01b031614155b80156106d357505f6106c76060830160408401610e1d565b6001600160a01b031614155b80156106f757505f6106eb6080830160608401610e1d565b6001600160a01b031614155b801561071b57505f61070f60a0830160808401610e1d565b6001600160a01b031614155b801561073f57505f61073360c0830160a08401610e1d565b6001600160a01b031614155b801561076357505f61075760e0830160c08401610e1d565b6001600160a01b031614155b610799576040517fd92e233d00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b8060026107a68282610f07565b9050507ffb479b20b00d2158d23dd8d85caace081641ee7997c1a36734bafbca9b264ed2816040516107d8919061103e565b60405180910390a16107f06040820160208301610e1d565b6001600160a01b0316631a4b6b4861080e6060840160408501610e1d565b61081e60c0850160a08601610e1d565b61082e60e0860160c08701610e1d565b60405160e085901b7fffffffff000000000000000000000000000000000000000000000000000000001681526001600160a01b03938416600482015291831660248301529091166044820152606401610362565b61088a610a88565b5f6108958383610b9a565b905081836001600160a01b03167f5534d3a9819d42485d0acab78f04f6fdcd509ee42e803d139bc6ae372ed1fd32835f01516040516108d691815260200190565b60405180910390a3505050565b5f6108ee8383610b9a565b60208101519091504267ffffffffffffffff821681101561094d576040517f839aae0b00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90921660048301526024820152604401610497565b505081836001600160a01b03167fb0f9da9a22226cd3992c7625b1ebbbc378a233b071cfb9d220a520290f1ea4da835f015160405161098e91815260200190565b60405180910390a380516040517f723507be0000000000000000000000000000000000000000000000000000000081526001600160a01b0385169163723507be916109e6918691600401918252602082015260400190565b5f604051808303815f87803b1580156109fd575f5ffd5b505af1158015610a0f573d5f5f3e3d5ffd5b50505050505050565b610a20610a88565b600180546001600160a01b0383166001600160a01b03199091168117909155610a505f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b5f546001600160a01b03163314610573576040517f118cdaa7000000000000000000000000000000000000000000000000000000008152336004820152602401610497565b6001600160a01b03811615801590610b3957506003546001600160a01b0382811691161480610b0957506004546001600160a01b038281169116145b80610b2157506007546001600160a01b038281169116145b80610b3957506008546001600160a01b038281169116145b8190610b7d576040517f4467e1c60000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610497565b5050565b600180546001600160a01b03191690556105cf81610c73565b6040805180820182525f80825260209182018190526001600160a01b03851681526009825282812084825282528290208251808401909352805483526001015467ffffffffffffffff1690820181905283908390610c35576040517f7934add40000000000000000000000000000000000000000000000000000000081526001600160a01b0390921660048301526024820152604401610497565b50506001600160a01b039092165f908152600960209081526040808320938352929052908120908155600101805467ffffffffffffffff1916905590565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b5f60208284031215610cd2575f5ffd5b81358015158114610ce1575f5ffd5b9392505050565b6001600160a01b03811681146105cf575f5ffd5b8035610d0781610ce8565b919050565b5f5f5f60608486031215610d1e575f5ffd5b8335610d2981610ce8565b95602085013595506040909401359392505050565b5f60e0820190506001600160a01b0383511682526001600160a01b0360208401511660208301526001600160a01b0360408401511660408301526001600160a01b0360608401511660608301526001600160a01b03608084015116608083015260a0830151610db860a08401826001600160a01b03169052565b5060c0830151610dd360c08401826001600160a01b03169052565b5092915050565b5f5f60408385031215610deb575f5ffd5b8235610df681610ce8565b946020939093013593505050565b5f60e0828403128015610e15575f5ffd5b509092915050565b5f60208284031215610e2d575f5ffd5b8135610ce181610ce8565b5f6060828403128015610e49575f5ffd5b506040516060810167ffffffffffffffff81118282101715610e92577f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60409081528351825260208085015190830152928301519281019290925250919050565b67ffffffffffffffff8181168382160190811115610621577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5f813561062181610ce8565b8135610f1281610ce8565b81546001600160a01b0319166001600160a01b038216178255506020820135610f3a81610ce8565b6001820180546001600160a01b0319166001600160a01b038316179055506040820135610f6681610ce8565b6002820180546001600160a01b0319166001600160a01b038316179055506060820135610f9281610ce8565b6003820180546001600160a01b0319166001600160a01b038316179055505f6080830135610fbf81610ce8565b6004830180546001600160a01b0319166001600160a01b0383161790559050505f60a0830135610fee81610ce8565b6005830180546001600160a01b0319166001600160a01b038316179055905050610b7d61101d60c08401610efb565b600683016001600160a01b0382166001600160a01b03198254161781555050565b60e08101823561104d81610ce8565b6001600160a01b03168252602083013561106681610ce8565b6001600160a01b03166020830152604083013561108281610ce8565b6001600160a01b0316604083015261109c60608401610cfc565b6001600160a01b031660608301526110b660808401610cfc565b6001600160a01b031660808301526110d060a08401610cfc565b6001600160a01b031660a08301526110ea60c08401610cfc565b6001600160a01b03811660c0840152610dd356",
}

// Params is an auto generated Go binding around an Ethereum contract.
type Params struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Params) GetABI() abi.ABI {
	return c.abi
}

// NewParams creates a new instance of Params.
func NewParams() *Params {
	parsed, err := ParamsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Params{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Params) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address owner_) returns()
func (params *Params) PackConstructor(owner_ common.Address) []byte {
	enc, err := params.abi.Pack("", owner_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAcceptOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79ba5097.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptOwnership() returns()
func (params *Params) PackAcceptOwnership() []byte {
	enc, err := params.abi.Pack("acceptOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79ba5097.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptOwnership() returns()
func (params *Params) TryPackAcceptOwnership() ([]byte, error) {
	return params.abi.Pack("acceptOwnership")
}

// PackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e2ed686.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancel(address target, bytes32 name) returns()
func (params *Params) PackCancel(target common.Address, name [32]byte) []byte {
	enc, err := params.abi.Pack("cancel", target, name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e2ed686.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancel(address target, bytes32 name) returns()
func (params *Params) TryPackCancel(target common.Address, name [32]byte) ([]byte, error) {
	return params.abi.Pack("cancel", target, name)
}

// PackContracts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6c0f79b6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function contracts() view returns((address,address,address,address,address,address,address))
func (params *Params) PackContracts() []byte {
	enc, err := params.abi.Pack("contracts")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackContracts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6c0f79b6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function contracts() view returns((address,address,address,address,address,address,address))
func (params *Params) TryPackContracts() ([]byte, error) {
	return params.abi.Pack("contracts")
}

// UnpackContracts is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6c0f79b6.
//
// Solidity: function contracts() view returns((address,address,address,address,address,address,address))
func (params *Params) UnpackContracts(data []byte) (IParamsContracts, error) {
	out, err := params.abi.Unpack("contracts", data)
	if err != nil {
		return *new(IParamsContracts), err
	}
	out0 := *abi.ConvertType(out[0], new(IParamsContracts)).(*IParamsContracts)
	return out0, nil
}

// PackExecute is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9edd8c74.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function execute(address target, bytes32 name) returns()
func (params *Params) PackExecute(target common.Address, name [32]byte) []byte {
	enc, err := params.abi.Pack("execute", target, name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExecute is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9edd8c74.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function execute(address target, bytes32 name) returns()
func (params *Params) TryPackExecute(target common.Address, name [32]byte) ([]byte, error) {
	return params.abi.Pack("execute", target, name)
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (params *Params) PackOwner() []byte {
	enc, err := params.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (params *Params) TryPackOwner() ([]byte, error) {
	return params.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (params *Params) UnpackOwner(data []byte) (common.Address, error) {
	out, err := params.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPendingOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe30c3978.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingOwner() view returns(address)
func (params *Params) PackPendingOwner() []byte {
	enc, err := params.abi.Pack("pendingOwner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe30c3978.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingOwner() view returns(address)
func (params *Params) TryPackPendingOwner() ([]byte, error) {
	return params.abi.Pack("pendingOwner")
}

// UnpackPendingOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe30c3978.
//
// Solidity: function pendingOwner() view returns(address)
func (params *Params) UnpackPendingOwner(data []byte) (common.Address, error) {
	out, err := params.abi.Unpack("pendingOwner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProposalOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x90327ca6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proposalOf(address target, bytes32 name) view returns((uint256,uint64))
func (params *Params) PackProposalOf(target common.Address, name [32]byte) []byte {
	enc, err := params.abi.Pack("proposalOf", target, name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProposalOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x90327ca6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proposalOf(address target, bytes32 name) view returns((uint256,uint64))
func (params *Params) TryPackProposalOf(target common.Address, name [32]byte) ([]byte, error) {
	return params.abi.Pack("proposalOf", target, name)
}

// UnpackProposalOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x90327ca6.
//
// Solidity: function proposalOf(address target, bytes32 name) view returns((uint256,uint64))
func (params *Params) UnpackProposalOf(data []byte) (IParamsProposal, error) {
	out, err := params.abi.Unpack("proposalOf", data)
	if err != nil {
		return *new(IParamsProposal), err
	}
	out0 := *abi.ConvertType(out[0], new(IParamsProposal)).(*IParamsProposal)
	return out0, nil
}

// PackPropose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5fbed0f5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function propose(address target, bytes32 name, uint256 value) returns()
func (params *Params) PackPropose(target common.Address, name [32]byte, value *big.Int) []byte {
	enc, err := params.abi.Pack("propose", target, name, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPropose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5fbed0f5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function propose(address target, bytes32 name, uint256 value) returns()
func (params *Params) TryPackPropose(target common.Address, name [32]byte, value *big.Int) ([]byte, error) {
	return params.abi.Pack("propose", target, name, value)
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (params *Params) PackRenounceOwnership() []byte {
	enc, err := params.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (params *Params) TryPackRenounceOwnership() ([]byte, error) {
	return params.abi.Pack("renounceOwnership")
}

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused) returns()
func (params *Params) PackSetPaused(paused bool) []byte {
	enc, err := params.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused) returns()
func (params *Params) TryPackSetPaused(paused bool) ([]byte, error) {
	return params.abi.Pack("setPaused", paused)
}

// PackTimelock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd33219b4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function timelock() view returns(uint64)
func (params *Params) PackTimelock() []byte {
	enc, err := params.abi.Pack("timelock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTimelock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd33219b4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function timelock() view returns(uint64)
func (params *Params) TryPackTimelock() ([]byte, error) {
	return params.abi.Pack("timelock")
}

// UnpackTimelock is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd33219b4.
//
// Solidity: function timelock() view returns(uint64)
func (params *Params) UnpackTimelock(data []byte) (uint64, error) {
	out, err := params.abi.Unpack("timelock", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (params *Params) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := params.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (params *Params) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return params.abi.Pack("transferOwnership", newOwner)
}

// PackWire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95b95ec4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function wire((address,address,address,address,address,address,address) contracts_) returns()
func (params *Params) PackWire(contracts IParamsContracts) []byte {
	enc, err := params.abi.Pack("wire", contracts)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95b95ec4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function wire((address,address,address,address,address,address,address) contracts_) returns()
func (params *Params) TryPackWire(contracts IParamsContracts) ([]byte, error) {
	return params.abi.Pack("wire", contracts)
}

// ParamsCancelled represents a Cancelled event raised by the Params contract.
type ParamsCancelled struct {
	Target common.Address
	Name   [32]byte
	Value  *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const ParamsCancelledEventName = "Cancelled"

// ContractEventName returns the user-defined event name.
func (ParamsCancelled) ContractEventName() string {
	return ParamsCancelledEventName
}

// UnpackCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Cancelled(address indexed target, bytes32 indexed name, uint256 value)
func (params *Params) UnpackCancelledEvent(log *types.Log) (*ParamsCancelled, error) {
	event := "Cancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsCancelled)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ParamsExecuted represents a Executed event raised by the Params contract.
type ParamsExecuted struct {
	Target common.Address
	Name   [32]byte
	Value  *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const ParamsExecutedEventName = "Executed"

// ContractEventName returns the user-defined event name.
func (ParamsExecuted) ContractEventName() string {
	return ParamsExecutedEventName
}

// UnpackExecutedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Executed(address indexed target, bytes32 indexed name, uint256 value)
func (params *Params) UnpackExecutedEvent(log *types.Log) (*ParamsExecuted, error) {
	event := "Executed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsExecuted)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ParamsOwnershipTransferStarted represents a OwnershipTransferStarted event raised by the Params contract.
type ParamsOwnershipTransferStarted struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const ParamsOwnershipTransferStartedEventName = "OwnershipTransferStarted"

// ContractEventName returns the user-defined event name.
func (ParamsOwnershipTransferStarted) ContractEventName() string {
	return ParamsOwnershipTransferStartedEventName
}

// UnpackOwnershipTransferStartedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)
func (params *Params) UnpackOwnershipTransferStartedEvent(log *types.Log) (*ParamsOwnershipTransferStarted, error) {
	event := "OwnershipTransferStarted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsOwnershipTransferStarted)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ParamsOwnershipTransferred represents a OwnershipTransferred event raised by the Params contract.
type ParamsOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const ParamsOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (ParamsOwnershipTransferred) ContractEventName() string {
	return ParamsOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (params *Params) UnpackOwnershipTransferredEvent(log *types.Log) (*ParamsOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ParamsProposed represents a Proposed event raised by the Params contract.
type ParamsProposed struct {
	Target   common.Address
	Name     [32]byte
	OldValue *big.Int
	NewValue *big.Int
	ReadyAt  uint64
	Raw      *types.Log // Blockchain specific contextual infos
}

const ParamsProposedEventName = "Proposed"

// ContractEventName returns the user-defined event name.
func (ParamsProposed) ContractEventName() string {
	return ParamsProposedEventName
}

// UnpackProposedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Proposed(address indexed target, bytes32 indexed name, uint256 oldValue, uint256 newValue, uint64 readyAt)
func (params *Params) UnpackProposedEvent(log *types.Log) (*ParamsProposed, error) {
	event := "Proposed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsProposed)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ParamsWired represents a Wired event raised by the Params contract.
type ParamsWired struct {
	Contracts IParamsContracts
	Raw       *types.Log // Blockchain specific contextual infos
}

const ParamsWiredEventName = "Wired"

// ContractEventName returns the user-defined event name.
func (ParamsWired) ContractEventName() string {
	return ParamsWiredEventName
}

// UnpackWiredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Wired((address,address,address,address,address,address,address) contracts)
func (params *Params) UnpackWiredEvent(log *types.Log) (*ParamsWired, error) {
	event := "Wired"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != params.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ParamsWired)
	if len(log.Data) > 0 {
		if err := params.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range params.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (params *Params) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], params.abi.Errors["AlreadyWired"].ID.Bytes()[:4]) {
		return params.UnpackAlreadyWiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return params.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["NotProposed"].ID.Bytes()[:4]) {
		return params.UnpackNotProposedError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return params.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return params.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return params.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["UnknownTarget"].ID.Bytes()[:4]) {
		return params.UnpackUnknownTargetError(raw[4:])
	}
	if bytes.Equal(raw[:4], params.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return params.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ParamsAlreadyWired represents a AlreadyWired error raised by the Params contract.
type ParamsAlreadyWired struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyWired()
func ParamsAlreadyWiredErrorID() common.Hash {
	return common.HexToHash("0xda7c0e5573836e5de04c151bb593c62b12b2ef4d7b9cf1fb759fa26f29c1c6ef")
}

// UnpackAlreadyWiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyWired()
func (params *Params) UnpackAlreadyWiredError(raw []byte) (*ParamsAlreadyWired, error) {
	out := new(ParamsAlreadyWired)
	if err := params.abi.UnpackIntoInterface(out, "AlreadyWired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsInvalidParameter represents a InvalidParameter error raised by the Params contract.
type ParamsInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func ParamsInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (params *Params) UnpackInvalidParameterError(raw []byte) (*ParamsInvalidParameter, error) {
	out := new(ParamsInvalidParameter)
	if err := params.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsNotProposed represents a NotProposed error raised by the Params contract.
type ParamsNotProposed struct {
	Target common.Address
	Name   [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotProposed(address target, bytes32 name)
func ParamsNotProposedErrorID() common.Hash {
	return common.HexToHash("0x7934add4f37f0f27bdbcdb99b342cf97ee02bb0899c2f0d9817f30d5147ec91f")
}

// UnpackNotProposedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotProposed(address target, bytes32 name)
func (params *Params) UnpackNotProposedError(raw []byte) (*ParamsNotProposed, error) {
	out := new(ParamsNotProposed)
	if err := params.abi.UnpackIntoInterface(out, "NotProposed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the Params contract.
type ParamsOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func ParamsOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (params *Params) UnpackOwnableInvalidOwnerError(raw []byte) (*ParamsOwnableInvalidOwner, error) {
	out := new(ParamsOwnableInvalidOwner)
	if err := params.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the Params contract.
type ParamsOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func ParamsOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (params *Params) UnpackOwnableUnauthorizedAccountError(raw []byte) (*ParamsOwnableUnauthorizedAccount, error) {
	out := new(ParamsOwnableUnauthorizedAccount)
	if err := params.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsTooEarly represents a TooEarly error raised by the Params contract.
type ParamsTooEarly struct {
	ReadyAt uint64
	Time    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint64 readyAt, uint256 time)
func ParamsTooEarlyErrorID() common.Hash {
	return common.HexToHash("0x839aae0b6e6b5877e54c4b2eb63a99b9f345f102f653181c166590f7058dda69")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint64 readyAt, uint256 time)
func (params *Params) UnpackTooEarlyError(raw []byte) (*ParamsTooEarly, error) {
	out := new(ParamsTooEarly)
	if err := params.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsUnknownTarget represents a UnknownTarget error raised by the Params contract.
type ParamsUnknownTarget struct {
	Target common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownTarget(address target)
func ParamsUnknownTargetErrorID() common.Hash {
	return common.HexToHash("0x4467e1c659908777426a1fbd2b95cc00306d4bbebfe28a603cd6be5efe543d03")
}

// UnpackUnknownTargetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownTarget(address target)
func (params *Params) UnpackUnknownTargetError(raw []byte) (*ParamsUnknownTarget, error) {
	out := new(ParamsUnknownTarget)
	if err := params.abi.UnpackIntoInterface(out, "UnknownTarget", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ParamsZeroAddress represents a ZeroAddress error raised by the Params contract.
type ParamsZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func ParamsZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (params *Params) UnpackZeroAddressError(raw []byte) (*ParamsZeroAddress, error) {
	out := new(ParamsZeroAddress)
	if err := params.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ServiceRegistryMetaData contains all meta data concerning the ServiceRegistry contract.
var ServiceRegistryMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"staking_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"operatorAt\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"operatorOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"rotateOperator\",\"inputs\":[{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"serviceOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIServiceRegistry.Service\",\"components\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"prices\",\"type\":\"uint64[4]\",\"internalType\":\"uint64[4]\"},{\"name\":\"capabilities\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"region\",\"type\":\"bytes16\",\"internalType\":\"bytes16\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"servicesOf\",\"inputs\":[{\"name\":\"orchestrators\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"outputs\":[{\"name\":\"services\",\"type\":\"tuple[]\",\"internalType\":\"structIServiceRegistry.Service[]\",\"components\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"prices\",\"type\":\"uint64[4]\",\"internalType\":\"uint64[4]\"},{\"name\":\"capabilities\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"region\",\"type\":\"bytes16\",\"internalType\":\"bytes16\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setOffer\",\"inputs\":[{\"name\":\"prices\",\"type\":\"uint64[4]\",\"internalType\":\"uint64[4]\"},{\"name\":\"capabilities\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"region\",\"type\":\"bytes16\",\"internalType\":\"bytes16\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setService\",\"inputs\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staking\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"OfferSet\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"prices\",\"type\":\"uint64[4]\",\"indexed\":false,\"internalType\":\"uint64[4]\"},{\"name\":\"capabilities\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"region\",\"type\":\"bytes16\",\"indexed\":false,\"internalType\":\"bytes16\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"OperatorRotated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"oldOperator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"newOperator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"effectiveRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ServiceSet\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"oldURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"newURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"InvalidURILength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ZeroOperator\",\"inputs\":[]}]",
	ID:  "ServiceRegistry",
	Bin: "0x60a0604052348015600e575f5ffd5b506040516110ed3803806110ed833981016040819052602b91603b565b6001600160a01b03166080526066565b5f60208284031215604a575f5ffd5b81516001600160a01b0381168114605f575f5ffd5b9392505050565b60805161106261008b5f395f818160a0015281816102dc015261060401526110625ff3fe608060405234801561000f575f5ffd5b5060043610610085575f3560e01c8063790a5e3e11610058578063790a5e3e146101105780639177af3e14610123578063dd1bb2a914610136578063fe9b11ec14610149575f5ffd5b806320c32d76146100895780634cf088d91461009e578063636f35d3146100dd5780636680cb48146100f0575b5f5ffd5b61009c610097366004610a1f565b610169565b005b7f00000000000000000000000000000000000000000000000000000000000000005b6040516001600160a01b0390911681526020015b60405180910390f35b6100c06100eb366004610aa8565b6102d5565b6101036100fe366004610ac8565b610360565b6040516100d49190610bfc565b6100c061011e366004610c95565b610417565b61009c610131366004610cca565b6104d0565b61009c610144366004610aa8565b6105c1565b61015c610157366004610aa8565b61083d565b6040516100d49190610d3d565b80801580159061017b57506101008111155b8160016101009091926101cf576040517f8cf661de00000000000000000000000000000000000000000000000000000000815260048101939093526024830191909152604482015260640160405180910390fd5b5050335f9081526020819052604081208054919250906101ee90610d4f565b80601f016020809104026020016040519081016040528092919081815260200182805461021a90610d4f565b80156102655780601f1061023c57610100808354040283529160200191610265565b820191905f5260205f20905b81548152906001019060200180831161024857829003601f168201915b5050335f908152602081905260409020939450610289925086915087905083610df2565b50336001600160a01b03167fdafea9ed80babf324e07d824b86b0040c7716465346af5fee086aea127b03a7f8286866040516102c793929190610ead565b60405180910390a250505050565b5f61035a827f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610336573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061011e9190610ef1565b92915050565b60608167ffffffffffffffff81111561037b5761037b610d87565b6040519080825280602002602001820160405280156103b457816020015b6103a16109cf565b8152602001906001900390816103995790505b5090505f5b82811015610410576103eb8484838181106103d6576103d6610f0c565b90506020020160208101906101579190610aa8565b8282815181106103fd576103fd610f0c565b60209081029190910101526001016103b9565b5092915050565b6001600160a01b0382165f90815260026020526040812080545b80156104c7575f82610444600184610f34565b8154811061045457610454610f0c565b5f918252602091829020604080518082019091529101546001600160a01b038116825267ffffffffffffffff7401000000000000000000000000000000000000000090910481169282018390529092508616106104b65751925061035a915050565b506104c081610f47565b9050610431565b50929392505050565b6040805160e08101909152806060810185600482826080808284375f92018290525092845250506fffffffffffffffffffffffffffffffff85166020808401919091526fffffffffffffffffffffffffffffffff1985166040938401523382526001905220815181906105439082610f5c565b50602082015160409283015160801c700100000000000000000000000000000000026fffffffffffffffffffffffffffffffff909116176001909101555133907fd9c6b91ae5c02e35728d69bd68c03a0b09f6f850b7e803990702b11f9f7bbd22906105b490869086908690610fb7565b60405180910390a2505050565b6001600160a01b038116610601576040517f89961e9100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa15801561065e573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106829190610ef1565b90505f61068f3383610417565b335f908152600260205260408120805492935091156106b8576106b384600161102e565b6106ba565b835b8254909150158015906107235750815467ffffffffffffffff82169083906106e490600190610f34565b815481106106f4576106f4610f0c565b5f9182526020909120015474010000000000000000000000000000000000000000900467ffffffffffffffff16145b1561077157818054806107385761073861104e565b5f8281526020902081015f1990810180547fffffffff000000000000000000000000000000000000000000000000000000001690550190555b6040805180820182526001600160a01b0387811680835267ffffffffffffffff85811660208086018281528954600181018b555f8b8152839020975197018054915190941674010000000000000000000000000000000000000000027fffffffff0000000000000000000000000000000000000000000000000000000090911696861696909617959095179091559351938452929086169133917f3b7c46b1bc48795c870040a0b5627428266b704d22471b2f148c8a768e80b776910160405180910390a45050505050565b6108456109cf565b6001600160a01b0382165f908152600160209081526040808320815160a081018352928490529220805482919061087b90610d4f565b80601f01602080910402602001604051908101604052809291908181526020018280546108a790610d4f565b80156108f25780601f106108c9576101008083540402835291602001916108f2565b820191905f5260205f20905b8154815290600101906020018083116108d557829003601f168201915b50505050508152602001610905856102d5565b6001600160a01b03168152604080516080810191829052602090920191908490600490825f855b82829054906101000a900467ffffffffffffffff1667ffffffffffffffff168152602001906008019060208260070104928301926001038202915080841161092c57505050928452505050600192909201546fffffffffffffffffffffffffffffffff81166020840152700100000000000000000000000000000000900460801b6fffffffffffffffffffffffffffffffff191660409092019190915292915050565b6040805160a081018252606081525f60208201529081016109ee610a01565b81525f6020820181905260409091015290565b60405180608001604052806004906020820280368337509192915050565b5f5f60208385031215610a30575f5ffd5b823567ffffffffffffffff811115610a46575f5ffd5b8301601f81018513610a56575f5ffd5b803567ffffffffffffffff811115610a6c575f5ffd5b856020828401011115610a7d575f5ffd5b6020919091019590945092505050565b80356001600160a01b0381168114610aa3575f5ffd5b919050565b5f60208284031215610ab8575f5ffd5b610ac182610a8d565b9392505050565b5f5f60208385031215610ad9575f5ffd5b823567ffffffffffffffff811115610aef575f5ffd5b8301601f81018513610aff575f5ffd5b803567ffffffffffffffff811115610b15575f5ffd5b8560208260051b8401011115610a7d575f5ffd5b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b5f81516101008452610b6d610100850182610b29565b90506001600160a01b0360208401511660208501526040830151604085015f5b6004811015610bb657825167ffffffffffffffff16825260209283019290910190600101610b8d565b50505060608301516fffffffffffffffffffffffffffffffff1660c08501526080909201516fffffffffffffffffffffffffffffffff191660e090930192909252919050565b5f602082016020835280845180835260408501915060408160051b8601019250602086015f5b82811015610c71577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0878603018452610c5c858351610b57565b94506020938401939190910190600101610c22565b50929695505050505050565b67ffffffffffffffff81168114610c92575f5ffd5b50565b5f5f60408385031215610ca6575f5ffd5b610caf83610a8d565b91506020830135610cbf81610c7d565b809150509250929050565b5f5f5f60c08486031215610cdc575f5ffd5b6080840185811115610cec575f5ffd5b849350356fffffffffffffffffffffffffffffffff81168114610d0d575f5ffd5b915060a08401356fffffffffffffffffffffffffffffffff1981168114610d32575f5ffd5b809150509250925092565b602081525f610ac16020830184610b57565b600181811c90821680610d6357607f821691505b602082108103610d8157634e487b7160e01b5f52602260045260245ffd5b50919050565b634e487b7160e01b5f52604160045260245ffd5b601f821115610ded5782821115610ded57805f5260205f20601f840160051c6020851015610dc657505f5b90810190601f840160051c035f5b81811015610de9575f83820155600101610dd4565b5050505b505050565b67ffffffffffffffff831115610e0a57610e0a610d87565b610e1e83610e188354610d4f565b83610d9b565b5f601f841160018114610e4f575f8515610e385750838201355b5f19600387901b1c1916600186901b178355610ea6565b5f83815260208120601f198716915b82811015610e7e5786850135825560209485019460019092019101610e5e565b5086821015610e9a575f1960f88860031b161c19848701351681555b505060018560011b0183555b5050505050565b604081525f610ebf6040830186610b29565b8281036020840152838152838560208301375f602085830101526020601f19601f860116820101915050949350505050565b5f60208284031215610f01575f5ffd5b8151610ac181610c7d565b634e487b7160e01b5f52603260045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b8181038181111561035a5761035a610f20565b5f81610f5557610f55610f20565b505f190190565b815f5b6001811015610fb1575f5f5b6004811015610fa457835160209094019367ffffffffffffffff600683901b81811b1994909416911690921b9190911790600101610f6b565b5083820155600101610f5f565b50505050565b60c0810181855f5b6004811015610ff2578135610fd381610c7d565b67ffffffffffffffff1683526020928301929190910190600101610fbf565b5050506fffffffffffffffffffffffffffffffff841660808301526fffffffffffffffffffffffffffffffff19831660a0830152949350505050565b67ffffffffffffffff818116838216019081111561035a5761035a610f20565b634e487b7160e01b5f52603160045260245ffd",
}

// ServiceRegistry is an auto generated Go binding around an Ethereum contract.
type ServiceRegistry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ServiceRegistry) GetABI() abi.ABI {
	return c.abi
}

// NewServiceRegistry creates a new instance of ServiceRegistry.
func NewServiceRegistry() *ServiceRegistry {
	parsed, err := ServiceRegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ServiceRegistry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ServiceRegistry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address staking_) returns()
func (serviceRegistry *ServiceRegistry) PackConstructor(staking_ common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("", staking_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackOperatorAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x790a5e3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function operatorAt(address orchestrator, uint64 round) view returns(address)
func (serviceRegistry *ServiceRegistry) PackOperatorAt(orchestrator common.Address, round uint64) []byte {
	enc, err := serviceRegistry.abi.Pack("operatorAt", orchestrator, round)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOperatorAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x790a5e3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function operatorAt(address orchestrator, uint64 round) view returns(address)
func (serviceRegistry *ServiceRegistry) TryPackOperatorAt(orchestrator common.Address, round uint64) ([]byte, error) {
	return serviceRegistry.abi.Pack("operatorAt", orchestrator, round)
}

// UnpackOperatorAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x790a5e3e.
//
// Solidity: function operatorAt(address orchestrator, uint64 round) view returns(address)
func (serviceRegistry *ServiceRegistry) UnpackOperatorAt(data []byte) (common.Address, error) {
	out, err := serviceRegistry.abi.Unpack("operatorAt", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function operatorOf(address orchestrator) view returns(address)
func (serviceRegistry *ServiceRegistry) PackOperatorOf(orchestrator common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("operatorOf", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function operatorOf(address orchestrator) view returns(address)
func (serviceRegistry *ServiceRegistry) TryPackOperatorOf(orchestrator common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("operatorOf", orchestrator)
}

// UnpackOperatorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x636f35d3.
//
// Solidity: function operatorOf(address orchestrator) view returns(address)
func (serviceRegistry *ServiceRegistry) UnpackOperatorOf(data []byte) (common.Address, error) {
	out, err := serviceRegistry.abi.Unpack("operatorOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRotateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd1bb2a9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rotateOperator(address operator) returns()
func (serviceRegistry *ServiceRegistry) PackRotateOperator(operator common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("rotateOperator", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRotateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd1bb2a9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rotateOperator(address operator) returns()
func (serviceRegistry *ServiceRegistry) TryPackRotateOperator(operator common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("rotateOperator", operator)
}

// PackServiceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe9b11ec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address,uint64[4],uint128,bytes16))
func (serviceRegistry *ServiceRegistry) PackServiceOf(orchestrator common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("serviceOf", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServiceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe9b11ec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address,uint64[4],uint128,bytes16))
func (serviceRegistry *ServiceRegistry) TryPackServiceOf(orchestrator common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("serviceOf", orchestrator)
}

// UnpackServiceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfe9b11ec.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address,uint64[4],uint128,bytes16))
func (serviceRegistry *ServiceRegistry) UnpackServiceOf(data []byte) (IServiceRegistryService, error) {
	out, err := serviceRegistry.abi.Unpack("serviceOf", data)
	if err != nil {
		return *new(IServiceRegistryService), err
	}
	out0 := *abi.ConvertType(out[0], new(IServiceRegistryService)).(*IServiceRegistryService)
	return out0, nil
}

// PackServicesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6680cb48.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address,uint64[4],uint128,bytes16)[] services)
func (serviceRegistry *ServiceRegistry) PackServicesOf(orchestrators []common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("servicesOf", orchestrators)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServicesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6680cb48.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address,uint64[4],uint128,bytes16)[] services)
func (serviceRegistry *ServiceRegistry) TryPackServicesOf(orchestrators []common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("servicesOf", orchestrators)
}

// UnpackServicesOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6680cb48.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address,uint64[4],uint128,bytes16)[] services)
func (serviceRegistry *ServiceRegistry) UnpackServicesOf(data []byte) ([]IServiceRegistryService, error) {
	out, err := serviceRegistry.abi.Unpack("servicesOf", data)
	if err != nil {
		return *new([]IServiceRegistryService), err
	}
	out0 := *abi.ConvertType(out[0], new([]IServiceRegistryService)).(*[]IServiceRegistryService)
	return out0, nil
}

// PackSetOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9177af3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOffer(uint64[4] prices, uint128 capabilities, bytes16 region) returns()
func (serviceRegistry *ServiceRegistry) PackSetOffer(prices [4]uint64, capabilities *big.Int, region [16]byte) []byte {
	enc, err := serviceRegistry.abi.Pack("setOffer", prices, capabilities, region)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9177af3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOffer(uint64[4] prices, uint128 capabilities, bytes16 region) returns()
func (serviceRegistry *ServiceRegistry) TryPackSetOffer(prices [4]uint64, capabilities *big.Int, region [16]byte) ([]byte, error) {
	return serviceRegistry.abi.Pack("setOffer", prices, capabilities, region)
}

// PackSetService is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x20c32d76.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setService(string uri) returns()
func (serviceRegistry *ServiceRegistry) PackSetService(uri string) []byte {
	enc, err := serviceRegistry.abi.Pack("setService", uri)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetService is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x20c32d76.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setService(string uri) returns()
func (serviceRegistry *ServiceRegistry) TryPackSetService(uri string) ([]byte, error) {
	return serviceRegistry.abi.Pack("setService", uri)
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) PackStaking() []byte {
	enc, err := serviceRegistry.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) TryPackStaking() ([]byte, error) {
	return serviceRegistry.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) UnpackStaking(data []byte) (common.Address, error) {
	out, err := serviceRegistry.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// ServiceRegistryOfferSet represents a OfferSet event raised by the ServiceRegistry contract.
type ServiceRegistryOfferSet struct {
	Orchestrator common.Address
	Prices       [4]uint64
	Capabilities *big.Int
	Region       [16]byte
	Raw          *types.Log // Blockchain specific contextual infos
}

const ServiceRegistryOfferSetEventName = "OfferSet"

// ContractEventName returns the user-defined event name.
func (ServiceRegistryOfferSet) ContractEventName() string {
	return ServiceRegistryOfferSetEventName
}

// UnpackOfferSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OfferSet(address indexed orchestrator, uint64[4] prices, uint128 capabilities, bytes16 region)
func (serviceRegistry *ServiceRegistry) UnpackOfferSetEvent(log *types.Log) (*ServiceRegistryOfferSet, error) {
	event := "OfferSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != serviceRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ServiceRegistryOfferSet)
	if len(log.Data) > 0 {
		if err := serviceRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range serviceRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ServiceRegistryOperatorRotated represents a OperatorRotated event raised by the ServiceRegistry contract.
type ServiceRegistryOperatorRotated struct {
	Orchestrator   common.Address
	OldOperator    common.Address
	NewOperator    common.Address
	EffectiveRound uint64
	Raw            *types.Log // Blockchain specific contextual infos
}

const ServiceRegistryOperatorRotatedEventName = "OperatorRotated"

// ContractEventName returns the user-defined event name.
func (ServiceRegistryOperatorRotated) ContractEventName() string {
	return ServiceRegistryOperatorRotatedEventName
}

// UnpackOperatorRotatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorRotated(address indexed orchestrator, address indexed oldOperator, address indexed newOperator, uint64 effectiveRound)
func (serviceRegistry *ServiceRegistry) UnpackOperatorRotatedEvent(log *types.Log) (*ServiceRegistryOperatorRotated, error) {
	event := "OperatorRotated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != serviceRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ServiceRegistryOperatorRotated)
	if len(log.Data) > 0 {
		if err := serviceRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range serviceRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ServiceRegistryServiceSet represents a ServiceSet event raised by the ServiceRegistry contract.
type ServiceRegistryServiceSet struct {
	Orchestrator common.Address
	OldURI       string
	NewURI       string
	Raw          *types.Log // Blockchain specific contextual infos
}

const ServiceRegistryServiceSetEventName = "ServiceSet"

// ContractEventName returns the user-defined event name.
func (ServiceRegistryServiceSet) ContractEventName() string {
	return ServiceRegistryServiceSetEventName
}

// UnpackServiceSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ServiceSet(address indexed orchestrator, string oldURI, string newURI)
func (serviceRegistry *ServiceRegistry) UnpackServiceSetEvent(log *types.Log) (*ServiceRegistryServiceSet, error) {
	event := "ServiceSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != serviceRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ServiceRegistryServiceSet)
	if len(log.Data) > 0 {
		if err := serviceRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range serviceRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (serviceRegistry *ServiceRegistry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], serviceRegistry.abi.Errors["InvalidURILength"].ID.Bytes()[:4]) {
		return serviceRegistry.UnpackInvalidURILengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], serviceRegistry.abi.Errors["ZeroOperator"].ID.Bytes()[:4]) {
		return serviceRegistry.UnpackZeroOperatorError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ServiceRegistryInvalidURILength represents a InvalidURILength error raised by the ServiceRegistry contract.
type ServiceRegistryInvalidURILength struct {
	Length *big.Int
	Min    *big.Int
	Max    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidURILength(uint256 length, uint256 min, uint256 max)
func ServiceRegistryInvalidURILengthErrorID() common.Hash {
	return common.HexToHash("0x8cf661ded731651c5aebeefa5d09fb735b70c563a64b5d34510b22de66e45503")
}

// UnpackInvalidURILengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidURILength(uint256 length, uint256 min, uint256 max)
func (serviceRegistry *ServiceRegistry) UnpackInvalidURILengthError(raw []byte) (*ServiceRegistryInvalidURILength, error) {
	out := new(ServiceRegistryInvalidURILength)
	if err := serviceRegistry.abi.UnpackIntoInterface(out, "InvalidURILength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ServiceRegistryZeroOperator represents a ZeroOperator error raised by the ServiceRegistry contract.
type ServiceRegistryZeroOperator struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroOperator()
func ServiceRegistryZeroOperatorErrorID() common.Hash {
	return common.HexToHash("0x89961e91613b49840d0ff97d3c49f058682f235a628f47cb992df4aad1949179")
}

// UnpackZeroOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroOperator()
func (serviceRegistry *ServiceRegistry) UnpackZeroOperatorError(raw []byte) (*ServiceRegistryZeroOperator, error) {
	out := new(ServiceRegistryZeroOperator)
	if err := serviceRegistry.abi.UnpackIntoInterface(out, "ZeroOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenMetaData contains all meta data concerning the StakeToken contract.
var StakeTokenMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"initialSupply\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DOMAIN_SEPARATOR\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"allowance\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"approve\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"balanceOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"burn\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"cap\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"decimals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"deployer\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"mint\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"minter\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"name\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"nonces\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"permit\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setMinter\",\"inputs\":[{\"name\":\"minter_\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"symbol\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"totalSupply\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"transfer\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"transferFrom\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Approval\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"event\",\"name\":\"MinterSet\",\"inputs\":[{\"name\":\"minter\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Transfer\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientAllowance\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"allowance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientBalance\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"balance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidApprover\",\"inputs\":[{\"name\":\"approver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidReceiver\",\"inputs\":[{\"name\":\"receiver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSender\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSpender\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC2612ExpiredSignature\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC2612InvalidSigner\",\"inputs\":[{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidAccountNonce\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"currentNonce\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"MinterAlreadySet\",\"inputs\":[{\"name\":\"minter\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]},{\"type\":\"error\",\"name\":\"SupplyCapExceeded\",\"inputs\":[{\"name\":\"supply\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"cap\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "StakeToken",
	Bin: "0x610180604052348015610010575f5ffd5b5060405161193338038061193383398101604081905261002f9161038b565b604051806040016040528060088152602001674d696c6c7261636560c01b81525080604051806040016040528060018152602001603160f81b815250604051806040016040528060088152602001674d696c6c7261636560c01b815250604051806040016040528060048152602001631352531360e21b81525081600390816100b89190610444565b5060046100c58282610444565b5050506100d78261019160201b60201c565b610120526100e481610191565b61014052815160208084019190912060e052815190820120610100524660a05261017060e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c052503361016081905261018b90826101d7565b5061057b565b5f5f829050601f815111156101c4578260405163305a27a960e01b81526004016101bb91906104fe565b60405180910390fd5b80516101cf82610533565b179392505050565b6001600160a01b0382166102005760405163ec442f0560e01b81525f60048201526024016101bb565b61020b5f838361020f565b5050565b61021a838383610265565b6001600160a01b038316610260576002546001600160601b038082111561025d57604051634b344b1160e01b8152600481019290925260248201526044016101bb565b50505b505050565b6001600160a01b03831661028f578060025f8282546102849190610556565b909155506102ff9050565b6001600160a01b0383165f90815260208190526040902054818110156102e15760405163391434e360e21b81526001600160a01b038516600482015260248101829052604481018390526064016101bb565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b03821661031b57600280548290039055610339565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161037e91815260200190565b60405180910390a3505050565b5f6020828403121561039b575f5ffd5b5051919050565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806103ca57607f821691505b6020821081036103e857634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610260578282111561026057805f5260205f20601f840160051c602085101561041957505f5b90810190601f840160051c035f5b8181101561043c575f83820155600101610427565b505050505050565b81516001600160401b0381111561045d5761045d6103a2565b6104718161046b84546103b6565b846103ee565b6020601f8211600181146104a3575f831561048c5750848201515b5f19600385901b1c1916600184901b17845561025d565b5f84815260208120601f198516915b828110156104d257878501518255602094850194600190920191016104b2565b50848210156104ef57868401515f19600387901b60f8161c191681555b50505050600190811b01905550565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156103e8575f1960209190910360031b1b16919050565b8082018082111561057557634e487b7160e01b5f52601160045260245ffd5b92915050565b60805160a05160c05160e051610100516101205161014051610160516113566105dd5f395f81816102b8015261067d01525f610b1201525f610ae701525f6109f201525f6109ca01525f61092501525f61094f01525f61097901526113565ff3fe608060405234801561000f575f5ffd5b5060043610610149575f3560e01c806342966c68116100c7578063a9059cbb1161007d578063d5f3948811610063578063d5f39488146102b3578063dd62ed3e146102da578063fca3b5aa14610312575f5ffd5b8063a9059cbb1461028d578063d505accf146102a0575f5ffd5b80637ecebe00116100ad5780637ecebe001461025757806384b0196e1461026a57806395d89b4114610285575f5ffd5b806342966c681461021c57806370a082311461022f575f5ffd5b806323b872dd1161011c578063355274ea11610102578063355274ea146101ed5780633644e515146101ff57806340c10f1914610207575f5ffd5b806323b872dd146101cb578063313ce567146101de575f5ffd5b806306fdde031461014d578063075461721461016b578063095ea7b31461019657806318160ddd146101b9575b5f5ffd5b610155610325565b60405161016291906110d5565b60405180910390f35b60085461017e906001600160a01b031681565b6040516001600160a01b039091168152602001610162565b6101a96101a4366004611109565b6103b5565b6040519015158152602001610162565b6002545b604051908152602001610162565b6101a96101d9366004611131565b6103ce565b60405160128152602001610162565b6bffffffffffffffffffffffff6101bd565b6101bd6103f1565b61021a610215366004611109565b6103ff565b005b61021a61022a36600461116b565b61046f565b6101bd61023d366004611182565b6001600160a01b03165f9081526020819052604090205490565b6101bd610265366004611182565b61047c565b610272610499565b604051610162979695949392919061119b565b6101556104f7565b6101a961029b366004611109565b610506565b61021a6102ae36600461124d565b610513565b61017e7f000000000000000000000000000000000000000000000000000000000000000081565b6101bd6102e83660046112ba565b6001600160a01b039182165f90815260016020908152604080832093909416825291909152205490565b61021a610320366004611182565b61067b565b606060038054610334906112eb565b80601f0160208091040260200160405190810160405280929190818152602001828054610360906112eb565b80156103ab5780601f10610382576101008083540402835291602001916103ab565b820191905f5260205f20905b81548152906001019060200180831161038e57829003601f168201915b5050505050905090565b5f336103c28185856107e8565b60019150505b92915050565b5f336103db8582856107f5565b6103e685858561088a565b506001949350505050565b5f6103fa610919565b905090565b6008546001600160a01b0316338181811461045e576040517f295a81c10000000000000000000000000000000000000000000000000000000081526001600160a01b039283166004820152911660248201526044015b60405180910390fd5b505061046a8383610a42565b505050565b6104793382610a93565b50565b6001600160a01b0381165f908152600760205260408120546103c8565b5f6060805f5f5f60606104aa610ae0565b6104b2610b0b565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b606060048054610334906112eb565b5f336103c281858561088a565b83421115610550576040517f6279130200000000000000000000000000000000000000000000000000000000815260048101859052602401610455565b5f7f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c988888861059b8c6001600160a01b03165f90815260076020526040902080546001810190915590565b6040805160208101969096526001600160a01b0394851690860152929091166060840152608083015260a082015260c0810186905260e0016040516020818303038152906040528051906020012090505f6105f582610b36565b90505f61060482878787610b7d565b9050896001600160a01b0316816001600160a01b031614610664576040517f4b800e460000000000000000000000000000000000000000000000000000000081526001600160a01b0380831660048301528b166024820152604401610455565b61066f8a8a8a6107e8565b50505050505050505050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146106f3576040517f295a81c10000000000000000000000000000000000000000000000000000000081526001600160a01b03928316600482015291166024820152604401610455565b50506001600160a01b038216610735576040517fd92e233d00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6008546001600160a01b03168015610785576040517f6f615f9b0000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610455565b50600880547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0384169081179091556040517f726b590ef91a8c76ad05bbe91a57ef84605276528f49cd47d787f558a4e755b6905f90a25050565b61046a8383836001610ba9565b6001600160a01b038381165f908152600160209081526040808320938616835292905220545f198110156108845781811015610876576040517ffb8f41b20000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024810182905260448101839052606401610455565b61088484848484035f610ba9565b50505050565b6001600160a01b0383166108cc576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b6001600160a01b03821661090e576040517fec442f050000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b61046a838383610cad565b5f306001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001614801561097157507f000000000000000000000000000000000000000000000000000000000000000046145b1561099b57507f000000000000000000000000000000000000000000000000000000000000000090565b6103fa604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b6001600160a01b038216610a84576040517fec442f050000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b610a8f5f8383610cad565b5050565b6001600160a01b038216610ad5576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b610a8f825f83610cad565b60606103fa7f0000000000000000000000000000000000000000000000000000000000000000610d20565b60606103fa7f0000000000000000000000000000000000000000000000000000000000000000610d20565b5f6103c8610b42610919565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f5f5f5f610b8d88888888610d5d565b925092509250610b9d8282610e25565b50909695505050505050565b6001600160a01b038416610beb576040517fe602df050000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b6001600160a01b038316610c2d576040517f94280d620000000000000000000000000000000000000000000000000000000081525f6004820152602401610455565b6001600160a01b038085165f908152600160209081526040808320938716835292905220829055801561088457826001600160a01b0316846001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92584604051610c9f91815260200190565b60405180910390a350505050565b610cb8838383610f28565b6001600160a01b03831661046a576002546bffffffffffffffffffffffff80821115610d19576040517f4b344b1100000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610455565b5050505050565b60605f610d2c83611067565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610d9657505f91506003905082610e1b565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610de7573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610e1257505f925060019150829050610e1b565b92505f91508190505b9450945094915050565b5f826003811115610e3857610e38611323565b03610e41575050565b6001826003811115610e5557610e55611323565b03610e8c576040517ff645eedf00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6002826003811115610ea057610ea0611323565b03610eda576040517ffce698f700000000000000000000000000000000000000000000000000000000815260048101829052602401610455565b6003826003811115610eee57610eee611323565b03610a8f576040517fd78bce0c00000000000000000000000000000000000000000000000000000000815260048101829052602401610455565b6001600160a01b038316610f52578060025f828254610f479190611337565b90915550610fdb9050565b6001600160a01b0383165f9081526020819052604090205481811015610fbd576040517fe450d38c0000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024810182905260448101839052606401610455565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b038216610ff757600280548290039055611015565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161105a91815260200190565b60405180910390a3505050565b5f60ff8216601f8111156103c8576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081525f6110e760208301846110a7565b9392505050565b80356001600160a01b0381168114611104575f5ffd5b919050565b5f5f6040838503121561111a575f5ffd5b611123836110ee565b946020939093013593505050565b5f5f5f60608486031215611143575f5ffd5b61114c846110ee565b925061115a602085016110ee565b929592945050506040919091013590565b5f6020828403121561117b575f5ffd5b5035919050565b5f60208284031215611192575f5ffd5b6110e7826110ee565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f6111d560e08301896110a7565b82810360408401526111e781896110a7565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b8181101561123c57835183526020938401939092019160010161121e565b50909b9a5050505050505050505050565b5f5f5f5f5f5f5f60e0888a031215611263575f5ffd5b61126c886110ee565b965061127a602089016110ee565b95506040880135945060608801359350608088013560ff8116811461129d575f5ffd5b9699959850939692959460a0840135945060c09093013592915050565b5f5f604083850312156112cb575f5ffd5b6112d4836110ee565b91506112e2602084016110ee565b90509250929050565b600181811c908216806112ff57607f821691505b60208210810361131d57634e487b7160e01b5f52602260045260245ffd5b50919050565b634e487b7160e01b5f52602160045260245ffd5b808201808211156103c857634e487b7160e01b5f52601160045260245ffd",
}

// StakeToken is an auto generated Go binding around an Ethereum contract.
type StakeToken struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *StakeToken) GetABI() abi.ABI {
	return c.abi
}

// NewStakeToken creates a new instance of StakeToken.
func NewStakeToken() *StakeToken {
	parsed, err := StakeTokenMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &StakeToken{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *StakeToken) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(uint256 initialSupply) returns()
func (stakeToken *StakeToken) PackConstructor(initialSupply *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("", initialSupply)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) PackDOMAINSEPARATOR() []byte {
	enc, err := stakeToken.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return stakeToken.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := stakeToken.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := stakeToken.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackApprove(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) PackBalanceOf(account common.Address) []byte {
	enc, err := stakeToken.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burn(uint256 amount) returns()
func (stakeToken *StakeToken) PackBurn(amount *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("burn", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burn(uint256 amount) returns()
func (stakeToken *StakeToken) TryPackBurn(amount *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("burn", amount)
}

// PackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) PackCap() []byte {
	enc, err := stakeToken.abi.Pack("cap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) TryPackCap() ([]byte, error) {
	return stakeToken.abi.Pack("cap")
}

// UnpackCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x355274ea.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) UnpackCap(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("cap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) PackDecimals() []byte {
	enc, err := stakeToken.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) TryPackDecimals() ([]byte, error) {
	return stakeToken.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) UnpackDecimals(data []byte) (uint8, error) {
	out, err := stakeToken.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackDeployer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5f39488.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) PackDeployer() []byte {
	enc, err := stakeToken.abi.Pack("deployer")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeployer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5f39488.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) TryPackDeployer() ([]byte, error) {
	return stakeToken.abi.Pack("deployer")
}

// UnpackDeployer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5f39488.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) UnpackDeployer(data []byte) (common.Address, error) {
	out, err := stakeToken.abi.Unpack("deployer", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (stakeToken *StakeToken) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (stakeToken *StakeToken) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("mint", to, amount)
}

// PackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) PackMinter() []byte {
	enc, err := stakeToken.abi.Pack("minter")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) TryPackMinter() ([]byte, error) {
	return stakeToken.abi.Pack("minter")
}

// UnpackMinter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x07546172.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) UnpackMinter(data []byte) (common.Address, error) {
	out, err := stakeToken.abi.Unpack("minter", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) PackName() []byte {
	enc, err := stakeToken.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) TryPackName() ([]byte, error) {
	return stakeToken.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) UnpackName(data []byte) (string, error) {
	out, err := stakeToken.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) PackNonces(owner common.Address) []byte {
	enc, err := stakeToken.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) TryPackNonces(owner common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (stakeToken *StakeToken) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := stakeToken.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (stakeToken *StakeToken) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return stakeToken.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackSetMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfca3b5aa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setMinter(address minter_) returns()
func (stakeToken *StakeToken) PackSetMinter(minter common.Address) []byte {
	enc, err := stakeToken.abi.Pack("setMinter", minter)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfca3b5aa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setMinter(address minter_) returns()
func (stakeToken *StakeToken) TryPackSetMinter(minter common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("setMinter", minter)
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) PackSymbol() []byte {
	enc, err := stakeToken.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) TryPackSymbol() ([]byte, error) {
	return stakeToken.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) UnpackSymbol(data []byte) (string, error) {
	out, err := stakeToken.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) PackTotalSupply() []byte {
	enc, err := stakeToken.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) TryPackTotalSupply() ([]byte, error) {
	return stakeToken.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackTransfer(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// StakeTokenApproval represents a Approval event raised by the StakeToken contract.
type StakeTokenApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakeTokenApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (StakeTokenApproval) ContractEventName() string {
	return StakeTokenApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (stakeToken *StakeToken) UnpackApprovalEvent(log *types.Log) (*StakeTokenApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenApproval)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenEIP712DomainChanged represents a EIP712DomainChanged event raised by the StakeToken contract.
type StakeTokenEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const StakeTokenEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (StakeTokenEIP712DomainChanged) ContractEventName() string {
	return StakeTokenEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (stakeToken *StakeToken) UnpackEIP712DomainChangedEvent(log *types.Log) (*StakeTokenEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenMinterSet represents a MinterSet event raised by the StakeToken contract.
type StakeTokenMinterSet struct {
	Minter common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const StakeTokenMinterSetEventName = "MinterSet"

// ContractEventName returns the user-defined event name.
func (StakeTokenMinterSet) ContractEventName() string {
	return StakeTokenMinterSetEventName
}

// UnpackMinterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MinterSet(address indexed minter)
func (stakeToken *StakeToken) UnpackMinterSetEvent(log *types.Log) (*StakeTokenMinterSet, error) {
	event := "MinterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenMinterSet)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenTransfer represents a Transfer event raised by the StakeToken contract.
type StakeTokenTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const StakeTokenTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (StakeTokenTransfer) ContractEventName() string {
	return StakeTokenTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (stakeToken *StakeToken) UnpackTransferEvent(log *types.Log) (*StakeTokenTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenTransfer)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (stakeToken *StakeToken) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return stakeToken.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return stakeToken.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["MinterAlreadySet"].ID.Bytes()[:4]) {
		return stakeToken.UnpackMinterAlreadySetError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return stakeToken.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["SupplyCapExceeded"].ID.Bytes()[:4]) {
		return stakeToken.UnpackSupplyCapExceededError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return stakeToken.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return stakeToken.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakeTokenECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func StakeTokenECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureError(raw []byte) (*StakeTokenECDSAInvalidSignature, error) {
	out := new(StakeTokenECDSAInvalidSignature)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func StakeTokenECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*StakeTokenECDSAInvalidSignatureLength, error) {
	out := new(StakeTokenECDSAInvalidSignatureLength)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func StakeTokenECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureSError(raw []byte) (*StakeTokenECDSAInvalidSignatureS, error) {
	out := new(StakeTokenECDSAInvalidSignatureS)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the StakeToken contract.
type StakeTokenERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func StakeTokenERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (stakeToken *StakeToken) UnpackERC20InsufficientAllowanceError(raw []byte) (*StakeTokenERC20InsufficientAllowance, error) {
	out := new(StakeTokenERC20InsufficientAllowance)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the StakeToken contract.
type StakeTokenERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func StakeTokenERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (stakeToken *StakeToken) UnpackERC20InsufficientBalanceError(raw []byte) (*StakeTokenERC20InsufficientBalance, error) {
	out := new(StakeTokenERC20InsufficientBalance)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidApprover represents a ERC20InvalidApprover error raised by the StakeToken contract.
type StakeTokenERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func StakeTokenERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (stakeToken *StakeToken) UnpackERC20InvalidApproverError(raw []byte) (*StakeTokenERC20InvalidApprover, error) {
	out := new(StakeTokenERC20InvalidApprover)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the StakeToken contract.
type StakeTokenERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func StakeTokenERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (stakeToken *StakeToken) UnpackERC20InvalidReceiverError(raw []byte) (*StakeTokenERC20InvalidReceiver, error) {
	out := new(StakeTokenERC20InvalidReceiver)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidSender represents a ERC20InvalidSender error raised by the StakeToken contract.
type StakeTokenERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func StakeTokenERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (stakeToken *StakeToken) UnpackERC20InvalidSenderError(raw []byte) (*StakeTokenERC20InvalidSender, error) {
	out := new(StakeTokenERC20InvalidSender)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidSpender represents a ERC20InvalidSpender error raised by the StakeToken contract.
type StakeTokenERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func StakeTokenERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (stakeToken *StakeToken) UnpackERC20InvalidSpenderError(raw []byte) (*StakeTokenERC20InvalidSpender, error) {
	out := new(StakeTokenERC20InvalidSpender)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the StakeToken contract.
type StakeTokenERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func StakeTokenERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (stakeToken *StakeToken) UnpackERC2612ExpiredSignatureError(raw []byte) (*StakeTokenERC2612ExpiredSignature, error) {
	out := new(StakeTokenERC2612ExpiredSignature)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the StakeToken contract.
type StakeTokenERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func StakeTokenERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (stakeToken *StakeToken) UnpackERC2612InvalidSignerError(raw []byte) (*StakeTokenERC2612InvalidSigner, error) {
	out := new(StakeTokenERC2612InvalidSigner)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenInvalidAccountNonce represents a InvalidAccountNonce error raised by the StakeToken contract.
type StakeTokenInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func StakeTokenInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (stakeToken *StakeToken) UnpackInvalidAccountNonceError(raw []byte) (*StakeTokenInvalidAccountNonce, error) {
	out := new(StakeTokenInvalidAccountNonce)
	if err := stakeToken.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenInvalidShortString represents a InvalidShortString error raised by the StakeToken contract.
type StakeTokenInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func StakeTokenInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (stakeToken *StakeToken) UnpackInvalidShortStringError(raw []byte) (*StakeTokenInvalidShortString, error) {
	out := new(StakeTokenInvalidShortString)
	if err := stakeToken.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenMinterAlreadySet represents a MinterAlreadySet error raised by the StakeToken contract.
type StakeTokenMinterAlreadySet struct {
	Minter common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MinterAlreadySet(address minter)
func StakeTokenMinterAlreadySetErrorID() common.Hash {
	return common.HexToHash("0x6f615f9ba024504c6b78374b4ea0948c781e91a28231c80462087242671a24d7")
}

// UnpackMinterAlreadySetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MinterAlreadySet(address minter)
func (stakeToken *StakeToken) UnpackMinterAlreadySetError(raw []byte) (*StakeTokenMinterAlreadySet, error) {
	out := new(StakeTokenMinterAlreadySet)
	if err := stakeToken.abi.UnpackIntoInterface(out, "MinterAlreadySet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenStringTooLong represents a StringTooLong error raised by the StakeToken contract.
type StakeTokenStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func StakeTokenStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (stakeToken *StakeToken) UnpackStringTooLongError(raw []byte) (*StakeTokenStringTooLong, error) {
	out := new(StakeTokenStringTooLong)
	if err := stakeToken.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenSupplyCapExceeded represents a SupplyCapExceeded error raised by the StakeToken contract.
type StakeTokenSupplyCapExceeded struct {
	Supply *big.Int
	Cap    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SupplyCapExceeded(uint256 supply, uint256 cap)
func StakeTokenSupplyCapExceededErrorID() common.Hash {
	return common.HexToHash("0x4b344b11eba23caa214c65adbd2869e50bd62099a66779a6776501f75116ec93")
}

// UnpackSupplyCapExceededError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SupplyCapExceeded(uint256 supply, uint256 cap)
func (stakeToken *StakeToken) UnpackSupplyCapExceededError(raw []byte) (*StakeTokenSupplyCapExceeded, error) {
	out := new(StakeTokenSupplyCapExceeded)
	if err := stakeToken.abi.UnpackIntoInterface(out, "SupplyCapExceeded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenUnauthorized represents a Unauthorized error raised by the StakeToken contract.
type StakeTokenUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func StakeTokenUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (stakeToken *StakeToken) UnpackUnauthorizedError(raw []byte) (*StakeTokenUnauthorized, error) {
	out := new(StakeTokenUnauthorized)
	if err := stakeToken.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenZeroAddress represents a ZeroAddress error raised by the StakeToken contract.
type StakeTokenZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func StakeTokenZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (stakeToken *StakeToken) UnpackZeroAddressError(raw []byte) (*StakeTokenZeroAddress, error) {
	out := new(StakeTokenZeroAddress)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingMetaData contains all meta data concerning the Staking contract.
var StakingMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"params_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"roundLength_\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"unbondingRounds_\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"minSelfBond_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"minSelfShare_\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"activate\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"activeSet\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"bond\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"bondOf\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"bondWithPermit\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claim\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"fees\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rewards\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimRewards\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"rewards\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"creditFees\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"currentRound\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"draw\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"seed\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"count\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"earningsOf\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Earnings\",\"components\":[{\"name\":\"fees\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"rewards\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"faultCourt\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"initRound\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"lastRound\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lockCountOf\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lockOf\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Lock\",\"components\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"minSelfBond\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"minSelfShare\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"minter\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"orchestratorCount\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"orchestratorOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"o\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Orchestrator\",\"components\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"selfBond\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"active\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"rewardCut\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"feeShare\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"nextRewardCut\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"nextFeeShare\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"commissionRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lastRewardRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"shares\",\"type\":\"uint112\",\"internalType\":\"uint112\"},{\"name\":\"unbonding\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"orchestrators\",\"inputs\":[{\"name\":\"offset\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"limit\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"page\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"parameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParameterized.Parameter\",\"components\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"params\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"paused\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"register\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"rewardCut\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"feeShare\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reward\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"roundLength\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setCommission\",\"inputs\":[{\"name\":\"rewardCut\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"feeShare\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setPaused\",\"inputs\":[{\"name\":\"paused_\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"sharesOf\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint112\",\"internalType\":\"uint112\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"slash\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"finder\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finderPart\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"slashed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"snapshotOf\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Snapshot\",\"components\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"seed\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"slots\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"standingOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"inRound\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"inLatest\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"latestSize\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"startTime\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ticketBroker\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unbond\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"unbondingRounds\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"wire\",\"inputs\":[{\"name\":\"minter_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ticketBroker_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faultCourt_\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Activated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Bonded\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Claimed\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"fees\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"rewards\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"CommissionSet\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"rewardCut\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"feeShare\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"effectiveRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Deactivated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"FeesCredited\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"toShares\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ParameterSet\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"oldValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"newValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"PauseSet\",\"inputs\":[{\"name\":\"paused\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Registered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"selfBond\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Rewarded\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"toShares\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"RoundInitialized\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"seed\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"totalWeight\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"orchestrators\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Slashed\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"bonded\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"unbonding\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"finderReward\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Unbonded\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Wired\",\"inputs\":[{\"name\":\"minter\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"ticketBroker\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"faultCourt\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyActive\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"AlreadyRegistered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"AlreadyRewarded\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"AlreadyWired\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"CannotActivate\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InsufficientBond\",\"inputs\":[{\"name\":\"bonded\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidCommission\",\"inputs\":[{\"name\":\"rewardCut\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"feeShare\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidSlash\",\"inputs\":[{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"finderPart\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NoSnapshot\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lastRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NoSuchLock\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotInSnapshot\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotRegistered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotWired\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingStaked\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"Paused\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PoolRuined\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"RoundAlreadyInitialized\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"RoundNotInitialized\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"SelfBondTooSmall\",\"inputs\":[{\"name\":\"selfBond\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"minSelfBond\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SelfShareTooSmall\",\"inputs\":[{\"name\":\"selfShare\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"minSelfShare\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"StillLocked\",\"inputs\":[{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"UnknownParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "Staking",
	Bin: "0x610120604052348015610010575f5ffd5b506040516161b33803806161b383398101604081905261002f916102f6565b6001600160a01b0385166080526100636a0e4deeadcc898cadccee8d60ab1b6001600160401b038616600162278d006100fd565b61008d6e756e626f6e64696e67526f756e647360881b6001600160401b03851660016103e86100fd565b6100ae6a1b5a5b94d95b19909bdb9960aa1b6001600160601b038416610157565b6100cd6b6d696e53656c66536861726560a01b63ffffffff8316610157565b50506001600160a01b0390931660a0526001600160401b0390811660c0529182166101005250421660e052610381565b81831015801561010d5750808311155b848484849091929361014d57604051632940b00160e11b815260048101949094526024840192909252604483015260648201526084015b60405180910390fd5b5050505050505050565b5f6101618361018c565b905061017d8383836020015184604001516100fd60201b60201c565b610187838361025e565b505050565b6101ad60405180606001604052805f81526020015f81526020015f81525090565b816a1b5a5b94d95b19909bdb9960aa1b036101fb575050604080516060810182525f546001600160601b03690100000000000000000090910481168252600160208301529181019190915290565b816b6d696e53656c66536861726560a01b03610242575050604080516060810182525f8054600160a81b900463ffffffff16825260208201526207a1209181019190915290565b604051634c69569560e01b815260048101839052602401610144565b816a1b5a5b94d95b19909bdb9960aa1b036102a2575f80546001600160601b038316690100000000000000000002600160481b600160a81b03199091161790555050565b5f805463ffffffff8316600160a81b0263ffffffff60a81b199091161790555050565b80516001600160a01b03811681146102db575f5ffd5b919050565b80516001600160401b03811681146102db575f5ffd5b5f5f5f5f5f5f60c0878903121561030b575f5ffd5b610314876102c5565b9550610322602088016102c5565b9450610330604088016102e0565b935061033e606088016102e0565b60808801519093506001600160601b038116811461035a575f5ffd5b60a088015190925063ffffffff81168114610373575f5ffd5b809150509295509295509295565b60805160a05160c05160e05161010051615d9a6104195f395f818161053d01526117be01525f81816105f401526121ef01525f818161065601526121cb01525f818161079601528181610d120152818161107501528181611b1b01528181611ba20152818161288701528181612b750152613eb601525f818161074c0152818161092d01528181610a060152611f4e0152615d9a5ff3fe608060405234801561000f575f5ffd5b50600436106102cd575f3560e01c8063723507be1161017c578063aa414c04116100dd578063cff0ab9611610093578063fc0c546a1161006e578063fc0c546a14610794578063fd4665ae146107ba578063ff4b3865146107c2575f5ffd5b8063cff0ab9614610747578063e5a1f1371461076e578063ef5cfb8c14610781575f5ffd5b8063b31d10b3116100c3578063b31d10b3146106d0578063c4088a3714610721578063c86b23c914610734575f5ffd5b8063aa414c041461069e578063b0daee1c146106bd575f5ffd5b806382bc07e6116101325780638b649b94116101185780638b649b94146106515780639ab99be714610678578063a9fb763c1461068b575f5ffd5b806382bc07e6146106365780638a19c8bc14610649575f5ffd5b806376c272061161016257806376c27206146105dc57806378e97925146105ef578063814e9e9514610616575f5ffd5b8063723507be1461059e578063752fe0de146105b1575f5ffd5b8063355f3e4a1161023157806351d6da00116101e7578063615e5533116101c2578063615e55331461053857806364ba8a49146105785780636adb094e1461058b575f5ffd5b806351d6da00146104c057806357c63332146104e05780635c975abb14610510575f5ffd5b80633e711538116102175780633e7115381461047a57806348980bd71461049a5780634be9fd9f146104ad575f5ffd5b8063355f3e4a14610438578063371dd5ed14610472575f5ffd5b80631a4b6b48116102865780631e83409a1161026c5780631e83409a146103d25780632e1a7d4d146103fa57806330ddbb6e1461040d575f5ffd5b80631a4b6b48146103ac5780631c5a9d9c146103bf575f5ffd5b80630a7292f5116102b65780630a7292f51461033657806315e7c79d1461036157806316c38b3c14610397575f5ffd5b806305d9b586146102d1578063075461721461030b575b5f5ffd5b6102e46102df3660046155c5565b6107ca565b60408051825181526020808401519082015291810151908201526060015b60405180910390f35b60015461031e906001600160a01b031681565b6040516001600160a01b039091168152602001610302565b6103496103443660046155f7565b6108dd565b6040516001600160701b039091168152602001610302565b61038961036f366004615628565b6001600160a01b03165f9081526007602052604090205490565b604051908152602001610302565b6103aa6103a5366004615641565b61092b565b005b6103aa6103ba366004615660565b610a04565b6103aa6103cd366004615628565b610ba5565b6103e56103e0366004615628565b610c86565b60408051928352602083019190915201610302565b6103aa6104083660046155c5565b610dbe565b5f5461042390600160a81b900463ffffffff1681565b60405163ffffffff9091168152602001610302565b61044b6104463660046155f7565b6110aa565b6040805182516001600160801b039081168252602093840151169281019290925201610302565b6103aa611133565b61048d610488366004615628565b611527565b60405161030291906156a0565b6103896104a83660046157d1565b611692565b6103896104bb3660046157f9565b61199c565b6104d36104ce366004615851565b611bd9565b604051610302919061586a565b6104f36104ee3660046158dc565b611c3c565b604080519315158452911515602084015290820152606001610302565b5f546105289068010000000000000000900460ff1681565b6040519015158152602001610302565b61055f7f000000000000000000000000000000000000000000000000000000000000000081565b60405167ffffffffffffffff9091168152602001610302565b6103aa610586366004615916565b611ca4565b6103aa6105993660046157d1565b611e3e565b6103aa6105ac36600461593e565b611f4c565b6105c46105bf3660046155f7565b612005565b6040516001600160601b039091168152602001610302565b6103aa6105ea366004615971565b612047565b61055f7f000000000000000000000000000000000000000000000000000000000000000081565b61062961062436600461593e565b6120d8565b6040516103029190615999565b5f5461055f9067ffffffffffffffff1681565b61055f6121c8565b61055f7f000000000000000000000000000000000000000000000000000000000000000081565b6103aa6106863660046159e4565b61222e565b6103896106993660046155c5565b612469565b5f546105c490690100000000000000000090046001600160601b031681565b6103aa6106cb366004615a1b565b612826565b6106e36106de366004615916565b6128ec565b6040805182516001600160601b0316815260208084015167ffffffffffffffff1690820152918101516001600160a01b031690820152606001610302565b60035461031e906001600160a01b031681565b60025461031e906001600160a01b031681565b61031e7f000000000000000000000000000000000000000000000000000000000000000081565b61062961077c366004615a7d565b612acb565b61038961078f366004615628565b612af3565b7f000000000000000000000000000000000000000000000000000000000000000061031e565b610629612ba2565b600454610389565b6107eb60405180606001604052805f81526020015f81526020015f81525090565b817f6d696e53656c66426f6e640000000000000000000000000000000000000000000361084b575050604080516060810182525f546001600160601b03690100000000000000000090910481168252600160208301529181019190915290565b817f6d696e53656c6653686172650000000000000000000000000000000000000000036108a3575050604080516060810182525f8054600160a81b900463ffffffff16825260208201526207a1209181019190915290565b6040517f4c695695000000000000000000000000000000000000000000000000000000008152600481018390526024015b60405180910390fd5b6001600160a01b038083165f90815260066020908152604080832093851683529290529081208054610921906001600160701b03600160701b820481169116615ac1565b9150505b92915050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b038116821461098a5760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044016108d4565b50505f805483151568010000000000000000027fffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffff9091161790556040517f878ac8a2ca79520471f8f3c8494fa802c03ce3bf034252aad7f22318984fdbdb906109f890841515815260200190565b60405180910390a15050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b0381168214610a635760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044016108d4565b50506001546001600160a01b031615610aa8576040517fda7c0e5500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6001600160a01b03841615801590610ac857506001600160a01b03831615155b8015610adc57506001600160a01b03821615155b610b12576040517fd92e233d00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6003805473ffffffffffffffffffffffffffffffffffffffff199081166001600160a01b0385811691821790935560028054831687851690811790915560018054909316938816938417909255604080519384526020840192909252908201527f909da40a476e699e9b1275419501ea894c9f1e09165e866d3ddfbd0148c40d769060600160405180910390a150505050565b6001600160a01b0381165f90815260056020526040902060018101548290600160e01b900460ff1615610c10576040517f0e1f74ff0000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b50610c1a81612bae565b8015610c2b5750610c2b8183612c22565b8290610c6f576040517f59d9011d0000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b50610c828183610c7d612cbc565b612cc5565b5050565b5f5f5f610c9284612d50565b6002810180545f909155604080516001600160801b03808416808352600160801b90940416602082018190529296509194509192506001600160a01b0386169133917f2f6639d24651730c7bf57c95ddbf96d66d11477e4ec626876f92c22e5f365e68910160405180910390a38115610d3957610d396001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163384612d9c565b8215610db8576002546040517fde974ba4000000000000000000000000000000000000000000000000000000008152336004820152602481018590526001600160a01b039091169063de974ba4906044015f604051808303815f87803b158015610da1575f5ffd5b505af1158015610db3573d5f5f3e3d5ffd5b505050505b50915091565b335f8181526007602052604090205482908110610e18576040517f174ff03d0000000000000000000000000000000000000000000000000000000081526001600160a01b03909216600483015260248201526044016108d4565b5050335f908152600760205260408120805483908110610e3a57610e3a615ae0565b5f9182526020918290206040805160808101825292909101546001600160701b03811680845263ffffffff600160701b8304169484019490945262ffffff72010000000000000000000000000000000000008204811692840192909252600160a81b9004166060820152915033908390610ef1576040517f174ff03d0000000000000000000000000000000000000000000000000000000081526001600160a01b03909216600483015260248201526044016108d4565b5050806020015163ffffffff16610f066121c8565b67ffffffffffffffff1610158160200151610f1f6121c8565b9091610f6f576040517ffd6bebf700000000000000000000000000000000000000000000000000000000815263ffffffff909216600483015267ffffffffffffffff1660248201526044016108d4565b5050335f908152600760205260409020805483908110610f9157610f91615ae0565b5f918252602082200180547fffffffffffffffff0000000000000000000000000000000000000000000000001690558151604083015160608401516110259291906005908590600490610fe690600190615af4565b62ffffff1681548110610ffb57610ffb615ae0565b5f9182526020808320909101546001600160a01b0316835282019290925260400190209190612dea565b6040516001600160601b0382168152909150839033907fa2353f5f3b762a1ca4ff44f29fc410162cd9aaa937736feb38521a989c466ef09060200160405180910390a36110a56001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336001600160601b038416612d9c565b505050565b6040805180820182525f80825260208083018290526001600160a01b0386811683526006825284832090861683529052918220909190819061110c906110ee612cbc565b6001600160a01b0387165f9081526005602052604090209190612eae565b604080518082019091526001600160801b0392831681529116602082015295945050505050565b5f61113c6121c8565b5f5490915067ffffffffffffffff90811690829081168210611197576040517f351eb9fc00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90911660048201526024016108d4565b506001546001600160a01b03166111da576040517f3fcbf49800000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f6111e6608983612ff1565b446111f2600143615b0f565b60408051602081019490945283019190915240606082015267ffffffffffffffff8416608082015260a001604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081840301815291905280516020909101206088549091506001600160801b031661126c8185613024565b5f5f611277866130ad565b90925090508561ffff82166112c5576040517f42b8ad2300000000000000000000000000000000000000000000000000000000815267ffffffffffffffff90911660048201526024016108d4565b506001600160801b038316156112f9576112df835f613024565b608880546fffffffffffffffffffffffffffffffff191690555b60405180608001604052808581526020018767ffffffffffffffff1681526020018261ffff168152602001836001600160601b031681525060895f0160048867ffffffffffffffff1661134c9190615b36565b6004811061135c5761135c615ae0565b8251600291909102919091019081556020808301516001909201805460408086015160609687015167ffffffffffffffff9687167fffffffffffffffffffffffffffffffffffffffffffff00000000000000000000909416939093176801000000000000000061ffff92831602177fffffffffffffffffffff000000000000000000000000ffffffffffffffffffff166a01000000000000000000006001600160601b0394851602179093555f80547fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000016958d16958617905580518a8152918816938201939093529085169181019190915290917fe37a622de0a431f2debad69e6d476f7a71b1963dd324fcad5bd240d79d5a5c30910160405180910390a26001546040517f96d457af00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff881660048201526001600160601b03841660248201523360448201526001600160a01b03909116906396d457af906064016020604051808303815f875af11580156114fa573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061151e9190615b49565b50505050505050565b60408051610160810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081018290526101408101919091526001600160a01b0382165f90815260056020526040902080546001600160601b0316825260018101546115c3908290600160701b90046001600160701b03166131b3565b6001600160601b031660208301526001810154600160e01b900460ff16151560408301526115fc6115f2612cbc565b60048301906131f7565b63ffffffff908116608085015290811660608401526004820154680100000000000000008104821660a0850152600160601b808204831660c0860152600160801b8204831660e0860152740100000000000000000000000000000000000000009091049091166101008401528154046001600160701b0316610120830152600301546001600160601b0316610140820152919050565b5f816001600160601b03165f036116d5576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6001600160a01b0383165f818152600560209081526040808320338452600683528184209484529390915281209061170d8383613257565b905080856001600160601b038116821015611766576040517f44d4caf700000000000000000000000000000000000000000000000000000000815260048101929092526001600160601b031660248201526044016108d4565b50505f611771612cbc565b90505f61178085858985613282565b90506001600160a01b038816330361179d5761179d8589836134dc565b6117a8858984612cc5565b335f9081526007602052604081205496506117e97f000000000000000000000000000000000000000000000000000000000000000063ffffffff8516615b60565b335f908152600760205260409081902081516080810190925291925080611810898c613600565b6001600160701b03908116825263ffffffff85811660208085019190915260038c0154600160d01b810462ffffff908116604080880191909152600160e81b909204811660609687015287546001810189555f988952978390208751980180548885015189850151998901519a9097167fffffffffffffffffffffffffffff00000000000000000000000000000000000090911617600160701b9690951695909502939093177fffffffffffffffff000000000000ffffffffffffffffffffffffffffffffffff167201000000000000000000000000000000000000968416969096027fffffffffffffffff000000ffffffffffffffffffffffffffffffffffffffffff1695909517600160a81b9690921695909502179055885482516001600160601b03808e1682529091169381019390935267ffffffffffffffff84169183019190915288916001600160a01b038c169133917f449e887906108d2b3d262309615fc5109f62a458bc9e75272c903d4fb95f3f39910160405180910390a450505050505092915050565b6003545f906001600160a01b031633818181146119df5760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044016108d4565b5050620f424085111580156119f757506207a1208311155b85849091611a3a576040517f1a8c185e000000000000000000000000000000000000000000000000000000008152600481019290925260248201526044016108d4565b50506001600160a01b0386165f908152600560205260408120908080611a60848a6136eb565b60018701549295509093509150600160e01b900460ff1615801590611a8b5750611a8984612bae565b155b15611a9957611a998a6138a8565b611aa6848b610c7d612cbc565b611ab08284615b80565b95505f611abd88836138eb565b60408051868152602081018690529081018290529091506001600160a01b03808b1691908d16907fd80b09e59f190f658efcb1b3a30ef9660b3954f5ae63099a42dac2f5ad94404e9060600160405180910390a36001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166342966c68611b4a838a615b0f565b6040518263ffffffff1660e01b8152600401611b6891815260200190565b5f604051808303815f87803b158015611b7f575f5ffd5b505af1158015611b91573d5f5f3e3d5ffd5b50611bcb9250506001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690508a83612d9c565b505050505050949350505050565b60408051606080820183525f808352602083015291810191909152611bfd82613904565b604080516060810190915267ffffffffffffffff8316815260208101611c24608985612ff1565b8152602001611c3460898561396a565b905292915050565b5f80548190819067ffffffffffffffff16611c5a608982878a613a6c565b92508067ffffffffffffffff168667ffffffffffffffff1614611c8957611c84608987878a613a6c565b611c8b565b825b9350611c98608982613b26565b91505093509350939050565b6002546001600160a01b03163381818114611ce55760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044016108d4565b50505f611cf0612cbc565b6001600160a01b0385165f908152600560205260408120919250611d1760048301846131f7565b9150611d2590508284613b6f565b60028201545f908190611d4d9085906001600160801b03168963ffffffff80881690613c2a16565b6002860180546fffffffffffffffffffffffffffffffff19166001600160801b0384161790559092509050611d828188615b0f565b6001600160a01b0389165f90815260066020908152604080832090915281206002018054909190611dbd9084906001600160801b0316615b93565b92506101000a8154816001600160801b0302191690836001600160801b031602179055508463ffffffff16886001600160a01b03167f2d0ccdfb128f41b1796c578423f5b65d5b8de2a792a3f09277e6dea65fbf293e8984604051611e2c929190918252602082015260400190565b60405180910390a35050505050505050565b5f5468010000000000000000900460ff1615611e86576040517f9e87fac800000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b806001600160601b03165f03611ec8576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6001600160a01b0382165f90815260056020526040902060018101548390600160701b90046001600160701b0316611f38576040517fbfc6c3370000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b506110a5818484611f47612cbc565b613d14565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b0381168214611fab5760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044016108d4565b50505f611fb7846107ca565b519050611fc48484613ee7565b604080518281526020810185905285917f0a7e89c5c2abbeecebfa6c000066595bdd560a4e590d5b51bfb1360704c388d1910160405180910390a250505050565b6001600160a01b038082165f818152600560209081526040808320948716835260068252808320938352929052908120909161204091613257565b9392505050565b335f8181526005602052604090206001810154909190600160701b90046001600160701b03166120af576040517fbfc6c3370000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b505f6120b9612cbc565b90506120d2828585846120cd816001615bb2565b613f11565b50505050565b6004546060905f8185106120ec575f6120f6565b6120f68583615b0f565b90508084106121055780612107565b835b67ffffffffffffffff81111561211f5761211f615bce565b604051908082528060200260200182016040528015612148578160200160208202803683370190505b5092505f5b83518110156121bf5760046121628288615b80565b8154811061217257612172615ae0565b905f5260205f20015f9054906101000a90046001600160a01b031684828151811061219f5761219f615ae0565b6001600160a01b039092166020928302919091019091015260010161214d565b50505092915050565b5f7f00000000000000000000000000000000000000000000000000000000000000006122147f000000000000000000000000000000000000000000000000000000000000000042615be2565b61221e9190615c02565b612229906001615b60565b905090565b5f5468010000000000000000900460ff1615612276576040517f9e87fac800000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b335f8181526005602052604090206001810154909190600160701b90046001600160701b0316156122df576040517f45ed80e90000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b505f5484906001600160601b036901000000000000000000909104811690821681111561234b576040517f72dc7f680000000000000000000000000000000000000000000000000000000081526001600160601b039283166004820152911660248201526044016108d4565b50505f612356612cbc565b6003830154909150600160e81b900462ffffff161580156123fa57600480546001810182555f8290527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b01805473ffffffffffffffffffffffffffffffffffffffff1916331790555460038401805462ffffff909216600160e81b027cffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9092169190911790555b6040516001600160601b038716815233907fc4de50acd1c41db74bcdabe59dd2198f03c0453740654a1705dca1316076614b9060200160405180910390a2612455838686858561244f576120cd876001615bb2565b86613f11565b61246183338885613d14565b505050505050565b5f5f612473612cbc565b5f54909150819067ffffffffffffffff1663ffffffff8216146124cb576040517fc45a89ba00000000000000000000000000000000000000000000000000000000815263ffffffff90911660048201526024016108d4565b506124e4608963ffffffff8084169086903390613a6c16565b33828590919261253e576040517f6bd331040000000000000000000000000000000000000000000000000000000081526001600160a01b03909316600484015263ffffffff909116602483015260448201526064016108d4565b5050335f8181526005602052604090206004810154909250839074010000000000000000000000000000000000000000900463ffffffff908116908216036125c9576040517fbedeca170000000000000000000000000000000000000000000000000000000081526001600160a01b03909216600483015263ffffffff1660248201526044016108d4565b505060048101805463ffffffff80851674010000000000000000000000000000000000000000027fffffffffffffffff00000000ffffffffffffffffffffffffffffffffffffffff9092169190911782555f916126289185906131f716565b506001549091506001600160a01b03166309e58ae784612654608963ffffffff808416908b90613fe216565b612668608963ffffffff808a169061406316565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e086901b16815263ffffffff93909316600484015260248301919091526001600160601b031660448201526064016020604051808303815f875af11580156126d7573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906126fb9190615b49565b93506127078284613b6f565b60028201545f90819061274190600160801b90046001600160801b03168761273863ffffffff8716620f4240615b0f565b87929190613c2a565b6002860180546001600160801b03808516600160801b029116179055909250905061276c8187615b0f565b335f908152600660209081526040808320909152902060020180546010906127a5908490600160801b90046001600160801b0316615b93565b92506101000a8154816001600160801b0302191690836001600160801b031602179055508463ffffffff16336001600160a01b03167f2d6237654d243f83d767e142243ae0629f4bbf49a4ff259f25b21df4acbd17738884604051612814929190918252602082015260400190565b60405180910390a35050505050919050565b6040517fd505accf0000000000000000000000000000000000000000000000000000000081523360048201523060248201526001600160601b03861660448201526064810185905260ff8416608482015260a4810183905260c481018290527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063d505accf9060e4015f604051808303815f87803b1580156128d0575f5ffd5b505af19250505080156128e1575060015b506124618686611e3e565b604080516060810182525f80825260208083018290528284018290526001600160a01b03861682526007905291909120548210158061296557506001600160a01b0383165f90815260076020526040902080548390811061294f5761294f615ae0565b5f918252602090912001546001600160701b0316155b1561298c5750604080516060810182525f8082526020820181905291810191909152610925565b6001600160a01b0383165f9081526007602052604081208054849081106129b5576129b5615ae0565b5f91825260208083206040805160808101825293909101546001600160701b038116845263ffffffff600160701b8204169284019290925262ffffff72010000000000000000000000000000000000008304811691840191909152600160a81b9091041660608201819052909250600490612a3290600190615af4565b62ffffff1681548110612a4757612a47615ae0565b5f918252602080832090910154604080516060810182528651878301516001600160a01b039094168087526005909552919094209294508392612a8c929091906140ad565b6001600160601b03168152602001836020015163ffffffff1667ffffffffffffffff168152602001826001600160a01b03168152509250505092915050565b6060612ad684613904565b612aeb612ae460898661396a565b8484614107565b949350505050565b5f5f612afe83612d50565b6002810180546001600160801b03808216909255604080515f8152600160801b9092049092166020820181905294509192506001600160a01b0385169133917f2f6639d24651730c7bf57c95ddbf96d66d11477e4ec626876f92c22e5f365e68910160405180910390a3612b9c6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163384612d9c565b50919050565b60606122296008614281565b60018101545f90600160701b90046001600160701b031615801590612c0b57505f54600183015469010000000000000000009091046001600160601b031690612c08908490600160701b90046001600160701b03166131b3565b10155b80156109255750612c1b8261431e565b1592915050565b6088545f90600160801b900460ff16608003612c73575f5f612c446008614350565b865491935091506001600160601b03808316911611612c67575f92505050610925565b612c70826138a8565b50505b612c8060086005846143bb565b6040516001600160a01b038316907f0cc43938d137e7efade6a531f663e78c1fc75257b0d65ffda2fdaf70cb49cdf9905f90a250600192915050565b5f6122296121c8565b6001830154600160e01b900460ff165f819003612ce25750505050565b5f8054855467ffffffffffffffff909116916001600160601b039091169063ffffffff8516831480612d1c575067ffffffffffffffff8316155b612d2f57612d2a87866144be565b612d31565b815b905061151e60088588846001600160601b038082169088161415614539565b6001600160a01b0381165f8181526005602090815260408083203384526006835281842094845293909152902090612d9282612d8a612cbc565b8391906145a1565b612b9c81836146ca565b612da98383836001614817565b6110a5576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016108d4565b5f612df68484846140ad565b600385015490915062ffffff838116600160d01b9092041614612e1a57505f612040565b6003840180548291905f90612e399084906001600160601b0316615c31565b92506101000a8154816001600160601b0302191690836001600160601b031602179055508284600301600c8282829054906101000a90046001600160701b0316612e839190615c50565b92506101000a8154816001600160701b0302191690836001600160701b031602179055509392505050565b6040805180820190915260018301546001600160801b038082168352600160801b90910416602082015282545f9182916001600160701b0380821691600160701b90041615801590612f115750855463ffffffff868116600160e01b9092041614155b15612f7157612f4f8282612f388a8a5f01601c9054906101000a900463ffffffff16614892565b8954600160701b90046001600160701b0316614923565b8654909250612f6e90600160701b90046001600160701b031682615b80565b90505b6040805180820190915260028801546001600160801b038082168352600160801b909104166020820152612fa7908390836149bb565b60028801549195509350612fc4906001600160801b031685615b80565b6002870154612fe390600160801b90046001600160801b031685615b80565b909890975095505050505050565b5f82613008600467ffffffffffffffff8516615b36565b6004811061301857613018615ae0565b60020201549392505050565b5f5b6001600160801b038316156110a557600183161561308b575f61304a600883614a3d565b6001600160a01b0381165f908152600560205260409020909150613088613072846001615b80565b8361307d84886144be565b60089291905f614539565b50505b61309481615c6f565b9050806001846001600160801b0316901c935050613026565b5f808060916130c7600467ffffffffffffffff8716615b36565b600481106130d7576130d7615ae0565b608854608091909102919091019150600890600160801b900460ff165f5b818110156131aa575f83826080811061311057613110615ae0565b0154905060a081901c5f8190036131285750506131a2565b6131328189615c87565b97506001600160a01b03821660a089901b73ffffffffffffffffffffffffffffffffffffffff191617808761ffff8a166080811061317257613172615ae0565b0154146131935780878961ffff166080811061319057613190615ae0565b01555b61319c88615ca6565b97505050505b6001016130f5565b50505050915091565b5f81156131ef5782546001600160701b03600160601b820416906131e0906001600160601b031684615cc6565b6131ea9190615cdd565b612040565b505f92915050565b81545f90819063ffffffff600160801b90910481169084161061323757835463ffffffff680100000000000000008204811691600160601b90041661324c565b835463ffffffff808216916401000000009004165b915091509250929050565b80545f906120409061327b906001600160701b03600160701b820481169116615b80565b84906131b3565b5f61328e8585846145a1565b61329885856146ca565b83545f906132b8906001600160701b03600160701b820481169116615ac1565b90506132cd86826001600160701b03166131b3565b846001600160601b03161461331a5785546133159061330590600160601b90046001600160701b03166001600160601b038716615cc6565b87546001600160601b0316614a59565b61331c565b805b85549092505f906001600160701b03600160701b909104811690841610613354578554600160701b90046001600160701b0316613356565b825b90506001600160701b038116156133f957855481908790600e9061338b908490600160701b90046001600160701b0316615c50565b92506101000a8154816001600160701b0302191690836001600160701b0316021790555080876001015f8282829054906101000a90046001600160701b03166133d49190615c50565b92506101000a8154816001600160701b0302191690836001600160701b031602179055505b6134038184615c50565b865487905f9061341d9084906001600160701b0316615c50565b92506101000a8154816001600160701b0302191690836001600160701b0316021790555084875f015f8282829054906101000a90046001600160601b03166134659190615c31565b92506101000a8154816001600160601b0302191690836001600160601b0316021790555082875f01600c8282829054906101000a90046001600160701b03166134ae9190615c50565b92506101000a8154816001600160701b0302191690836001600160701b031602179055505050949350505050565b8083600101600e8282829054906101000a90046001600160701b03166135029190615c50565b92506101000a8154816001600160701b0302191690836001600160701b0316021790555082600101600e9054906101000a90046001600160701b03166001600160701b03165f0361356a576001830154600160e01b900460ff16156110a5576110a5826138a8565b60018301545f9061358c908590600160701b90046001600160701b03166131b3565b5f549091508190690100000000000000000090046001600160601b0316808210156135f5576040517f72dc7f6800000000000000000000000000000000000000000000000000000000815260048101929092526001600160601b031660248201526044016108d4565b50506120d284614a8c565b60038201545f90600160601b90046001600160701b0316801561364a5760038401546001600160601b039081169061363b9083908616615cc6565b6136459190615cdd565b613655565b826001600160601b03165b60038501805491935084915f906136769084906001600160601b0316615c87565b92506101000a8154816001600160601b0302191690836001600160601b031602179055508184600301600c8282829054906101000a90046001600160701b03166136c09190615ac1565b92506101000a8154816001600160701b0302191690836001600160701b031602179055505092915050565b81545f90819081906137079085906001600160601b0316614b74565b8554909350600160601b90046001600160701b03161561375c57845460018601546001600160701b03600160601b90920482169161374d91600160701b90041685615cc6565b6137579190615cdd565b61375e565b5f5b8554909150839086905f9061377d9084906001600160601b0316615c31565b82546101009290920a6001600160601b0381810219909316918316021790915560038701546137af9250869116614b74565b60038601549092506001600160701b03600160601b82041690612710906137e09085906001600160601b0316615b0f565b6137ea9190615cc6565b101561385e576003850180547fffffffffffff0000000000000000000000000000ffffffffffffffffffffffff81168083556001600160601b039091169350601a9061384190600160d01b900462ffffff16615cf0565b91906101000a81548162ffffff021916908362ffffff1602179055505b6003850180548391905f9061387d9084906001600160601b0316615c31565b92506101000a8154816001600160601b0302191690836001600160601b031602179055509250925092565b6138b56008600583614b9a565b6040516001600160a01b038216907f749cb6b4c510bc468cf6b9c2086d6f0a54d6b18e25d37bf3200e68eab0880c00905f90a250565b5f620f42406138fa8484615cc6565b6120409190615cdd565b61390f608982614d31565b5f54829167ffffffffffffffff909116906110a5576040517fb7729e1100000000000000000000000000000000000000000000000000000000815267ffffffffffffffff9283166004820152911660248201526044016108d4565b60605f60088401613986600467ffffffffffffffff8616615b36565b6004811061399657613996615ae0565b608002019050836139b2600467ffffffffffffffff8616615b36565b600481106139c2576139c2615ae0565b6002020160010160089054906101000a900461ffff1661ffff1667ffffffffffffffff8111156139f4576139f4615bce565b604051908082528060200260200182016040528015613a1d578160200160208202803683370190505b5091505f5b8251811015613a6457818160808110613a3d57613a3d615ae0565b0154838281518110613a5157613a51615ae0565b6020908102919091010152600101613a22565b505092915050565b5f613a778585614d31565b8015613ac1575084613a94600467ffffffffffffffff8716615b36565b60048110613aa457613aa4615ae0565b6002020160010160089054906101000a900461ffff1661ffff1683105b8015613b1d57506001600160a01b03821660088601613aeb600467ffffffffffffffff8816615b36565b60048110613afb57613afb615ae0565b608002018460808110613b1057613b10615ae0565b01546001600160a01b0316145b95945050505050565b5f82613b3d600467ffffffffffffffff8516615b36565b60048110613b4d57613b4d615ae0565b6002020160010160089054906101000a900461ffff1661ffff16905092915050565b60018201546001600160701b03161580613b995750815463ffffffff828116600160d01b90920416145b15613ba2575050565b50805463ffffffff600160d01b909104165f908152600582016020526040902060028201805482546fffffffffffffffffffffffffffffffff19166001600160801b0391821690811784559154600160801b908190049091160217905560010180547fffffffffffffffffffffffffffffffffffff0000000000000000000000000000169055565b600184015484545f9182918291613c55916001600160701b0391821691600160601b90910416615c50565b6001600160701b0316905064e8d4a51000811015613c7957855f9250925050613d0b565b5f8169d3c21bcecceda1000000613c9087896138eb565b613c9a9190615cc6565b613ca49190615cdd565b9050613cb7876001600160801b03615d09565b6001600160801b0316811115613cd457865f935093505050613d0b565b613ce7816001600160801b038916615b80565b613d04613cf48484615cc6565b69d3c21bcecceda1000000614a59565b9350935050505b94509492505050565b613d1d8461431e565b158390613d62576040517f58563e420000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d4565b50335f9081526006602090815260408083206001600160a01b03871684529091528120613d929086908585614d87565b9050336001600160a01b038516148015613df1578186600101600e8282829054906101000a90046001600160701b0316613dcc9190615ac1565b92506101000a8154816001600160701b0302191690836001600160701b031602179055505b613dfa86614a8c565b8554604080516001600160601b03808816825290921660208301526001600160a01b0387169133917f2a5e125f8ff08c7ef005c7443e5d37ce167d3b574f516aa5a2ab3bef6103dd22910160405180910390a36001860154600160e01b900460ff16158015613e7d57508080613e7d5750608854600160801b900460ff16608014155b8015613e8d5750613e8d86612bae565b15613e9e57613e9c8686612c22565b505b613ea9868685612cc5565b6124616001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633306001600160601b038816614fc9565b5f613ef1836107ca565b9050613f07838383602001518460400151615018565b6110a58383615086565b620f42408463ffffffff1611158015613f335750620f42408363ffffffff1611155b84849091613f7d576040517ff94e755800000000000000000000000000000000000000000000000000000000815263ffffffff9283166004820152911660248201526044016108d4565b50613f909050600486018585858561512c565b6040805163ffffffff86811682528581166020830152831681830152905133917f92a5d7b95e7ef7d02e168e8bdea8cd2d35afd2be9dc6cb4d6ab799bfc54b495d919081900360600190a25050505050565b5f8060088501613ffd600467ffffffffffffffff8716615b36565b6004811061400d5761400d615ae0565b60800201905082156140405760a081614027600186615b0f565b6080811061403757614037615ae0565b0154901c614042565b5f5b60a082856080811061405657614056615ae0565b0154613b1d92911c615b0f565b5f8261407a600467ffffffffffffffff8516615b36565b6004811061408a5761408a615ae0565b60020201600101600a9054906101000a90046001600160601b0316905092915050565b60038301545f9062ffffff838116600160d01b90920416146140cf575f612aeb565b60038401546001600160701b03600160601b82048116916140fd916001600160601b03909116908616615cc6565b612aeb9190615cdd565b82516060905f806141178761520f565b91509150828510614128578261412a565b845b67ffffffffffffffff81111561414257614142615bce565b60405190808252806020026020018201604052801561416b578160200160208202803683370190505b5093505f5b8451811015614276575f61418e84614189858b86615382565b6153f1565b905060608482815181106141a4576141a4615ae0565b6020026020010151901c8683815181106141c0576141c0615ae0565b60200260200101906001600160a01b031690816001600160a01b0316815250508381815181106141f2576141f2615ae0565b60200260200101516001600160601b03168361420e9190615b0f565b925061421985615d28565b94505b8481101561426d5783614230826001615b80565b8151811061424057614240615ae0565b602002602001015184828151811061425a5761425a615ae0565b602090810291909101015260010161421c565b50600101614170565b505050509392505050565b6080810154606090600160801b900460ff1667ffffffffffffffff8111156142ab576142ab615bce565b6040519080825280602002602001820160405280156142d4578160200160208202803683370190505b5090505f5b8151811015612b9c576142ec8382614a3d565b8282815181106142fe576142fe615ae0565b6001600160a01b03909216602092830291909101909101526001016142d9565b80545f906001600160701b03600160601b8204169061434990612710906001600160601b0316615cc6565b1092915050565b60808101545f906001600160601b0390600160801b900460ff16825b818110156143b4575f85826080811061438757614387615ae0565b015490506001600160601b03841660a082901c10156143ab57935060a084901c9250835b5060010161436c565b5050915091565b6001600160a01b0381165f90815260208390526040902060010154600160e01b900460ff161580156143fb5750608080840154600160801b900460ff1614155b61440757614407615d3d565b6001600160a01b0381166080848101548591600160801b90910460ff1690811061443357614433615ae0565b015560808301805460109061445190600160801b900460ff16615d51565b825460ff9182166101009390930a83810292021916179091556001600160a01b039091165f90815260209290925260409091206001018054600160e01b9092027fffffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffff90921691909117905550565b81545f9063ffffffff838116600160d01b909204161415806144eb575060018301546001600160701b0316155b15614501575081546001600160601b0316610925565b6001830154835461204091859161452b916001600160701b0390811691600160601b900416615c50565b6001600160701b03166131b3565b73ffffffffffffffffffffffffffffffffffffffff1960a083901b166001600160a01b038416178561456c600187615b0f565b6080811061457c5761457c615ae0565b0155801561459a5761459a85614593600187615b0f565b600161545c565b5050505050565b8154600160701b90046001600160701b03168015806145d05750825463ffffffff838116600160e01b90920416145b156145db5750505050565b6040805180820190915260018401546001600160801b038082168352600160801b909104166020820152835461463e91906001600160701b0381169061462f908890600160e01b900463ffffffff16614892565b846001600160701b0316614923565b80516020909101516001600160801b03908116600160801b0291161760018401558254819084905f9061467b9084906001600160701b0316615ac1565b82546001600160701b039182166101009390930a9283029190920219909116179055505081547fffffffff0000000000000000000000000000ffffffffffffffffffffffffffff169091555050565b60408051808201825260028401546001600160801b038082168352600160801b918290048116602080850191909152855485518087019096526001870154808416875293909304909116908401525f92839261472e926001600160701b03166149bb565b91509150815f1461477d576002830180548391905f906147589084906001600160801b0316615b93565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505b80156147ce57808360020160108282829054906101000a90046001600160801b03166147a99190615b93565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505b505060029091018054600190920180546fffffffffffffffffffffffffffffffff19166001600160801b0393841690811782559154600160801b90819004909316909202179055565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661488657838315161561487a573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b604080518082019091525f808252602082015260018301546001600160701b0316158015906148d15750825463ffffffff838116600160d01b90920416145b6148f05763ffffffff82165f90815260058401602052604090206148f5565b826002015b6040805180820190915290546001600160801b038082168352600160801b9091041660208201529392505050565b604080518082019091525f8082526020820152835f03614944575081612aeb565b6040518060400160405280614973875f01516001600160801b031687875f01516001600160801b0316876154d9565b6001600160801b031681526020016149a787602001516001600160801b03168787602001516001600160801b0316876154d9565b6001600160801b0316905295945050505050565b825182515f91829169d3c21bcecceda1000000916149d891615d09565b6149eb906001600160801b031685615cc6565b6149f59190615cdd565b915069d3c21bcecceda100000085602001518560200151614a169190615d09565b614a29906001600160801b031685615cc6565b614a339190615cdd565b9050935093915050565b5f828260808110614a5057614a50615ae0565b01549392505050565b5f815f03614a6b57614a6b601261552e565b816001840381614a7d57614a7d615b22565b04600101831515029392505050565b5f548154614ab791600160a81b900463ffffffff1690600160601b90046001600160701b0316615cc6565b6001820154614ada90620f424090600160701b90046001600160701b0316615cc6565b825460018401549290911015916001600160701b03600160601b909204821691614b1191620f424091600160701b90910416615cc6565b614b1b9190615cdd565b5f60159054906101000a900463ffffffff1690916110a5576040517f3e8298f1000000000000000000000000000000000000000000000000000000008152600481019290925263ffffffff1660248201526044016108d4565b5f620f4240600181614b868686615cc6565b614b909190615b80565b6138fa9190615b0f565b6001600160a01b0381165f90815260208390526040812060010154600160e01b900460ff1690819003614bcf57614bcf615d3d565b5f84608001601081819054906101000a900460ff16614bed90615d66565b825460ff8083166101009490940a8481029102199091161790925560808701549192506001811b919091166001600160801b0316151590614c309087905f61545c565b60ff8216614c3f600185615d81565b60ff1614614ceb575f8660ff841660808110614c5d57614c5d615ae0565b015490508087614c6e600187615d81565b60ff1660808110614c8157614c81615ae0565b01556001600160a01b0381165f908152602087905260409020600190810180547fffffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffff16600160e01b60ff881602179055614ce9908890614ce09087615d81565b60ff168461545c565b505b5050506001600160a01b03165f9081526020919091526040902060010180547fffffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffff16905550565b5f67ffffffffffffffff821615801590612040575067ffffffffffffffff821683614d5d600483615b36565b60048110614d6d57614d6d615ae0565b600202016001015467ffffffffffffffff16149392505050565b5f614d928583613b6f565b614d9d8585846145a1565b83546001600160701b0316158015614dc457508354600160701b90046001600160701b0316155b15614e0f576002850180546001860180546fffffffffffffffffffffffffffffffff19166001600160801b0392831690811782559254600160801b9081900490921690910290911790555b8454600160601b90046001600160701b03168015614e515785546001600160601b0390811690614e429083908716615cc6565b614e4c9190615cdd565b614e5c565b836001600160601b03165b8654909250849087905f90614e7b9084906001600160601b0316615c87565b92506101000a8154816001600160601b0302191690836001600160601b0316021790555081865f01600c8282829054906101000a90046001600160701b0316614ec49190615ac1565b82546101009290920a6001600160701b0381810219909316918316021790915587547fffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16600160d01b63ffffffff87160217885560018801805485935090915f91614f3191859116615ac1565b92506101000a8154816001600160701b0302191690836001600160701b0316021790555081855f01600e8282829054906101000a90046001600160701b0316614f7a9190615ac1565b92506101000a8154816001600160701b0302191690836001600160701b0316021790555082855f01601c6101000a81548163ffffffff021916908363ffffffff16021790555050949350505050565b614fd784848484600161553f565b6120d2576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016108d4565b8183101580156150285750808311155b848484849091929361507c576040517f5281600200000000000000000000000000000000000000000000000000000000815260048101949094526024840192909252604483015260648201526084016108d4565b5050505050505050565b817f6d696e53656c66426f6e64000000000000000000000000000000000000000000036150f1575f80546001600160601b0383166901000000000000000000027fffffffffffffffffffffff000000000000000000000000ffffffffffffffffff9091161790555050565b5f805463ffffffff8316600160a81b027fffffffffffffff00000000ffffffffffffffffffffffffffffffffffffffffff9091161790555050565b61513685836131f7565b865463ffffffff96871668010000000000000000027fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff968816600160601b02969096167fffffffffffffffffffffffffffffffff0000000000000000ffffffffffffffff948816600160801b027fffffffffffffffffffffffff00000000ffffffffffffffffffffffff0000000093891664010000000002939093167fffffffffffffffffffffffff00000000ffffffffffffffff00000000000000009092169190911792909616919091171716929092171790915550565b60605f825167ffffffffffffffff81111561522c5761522c615bce565b604051908082528060200260200182016040528015615255578160200160208202803683370190505b5091505f5b8351811015610db8575f8260a086848151811061527957615279615ae0565b6020026020010151901c61528d9190615b0f565b60608684815181106152a1576152a1615ae0565b6020026020010151901b17905060a08583815181106152c2576152c2615ae0565b6020026020010151901c92505f8290505b8015801590615304575081856152ea600184615b0f565b815181106152fa576152fa615ae0565b6020026020010151115b1561535a5784615315600183615b0f565b8151811061532557615325615ae0565b602002602001015185828151811061533f5761533f615ae0565b602090810291909101015261535381615d28565b90506152d3565b8185828151811061536d5761536d615ae0565b6020908102919091010152505060010161525a565b5f5f84855f038161539557615395615b22565b0690505f5b60408051602080820188905281830187905260608083018590528351808403909101815260809092019092528051910120925060010181831061539a578583816153e6576153e6615b22565b069695505050505050565b5f5b82818151811061540557615405615ae0565b60200260200101516001600160601b0316821061092557828161542781615c6f565b92508151811061543957615439615ae0565b60200260200101516001600160601b0316826154559190615b0f565b91506153f3565b600160ff83161b5f8261547f5760808501548219166001600160801b0316615490565b60808501546001600160801b031682175b60808601549091506001600160801b0380831691161461459a576080850180546001600160801b0383166fffffffffffffffffffffffffffffffff199091161790555050505050565b5f6154e48285615b80565b600183866154f28288615cc6565b6154fc898b615cc6565b6155069190615b80565b6155109190615b80565b61551a9190615b80565b6155249190615b0f565b613b1d9190615cdd565b634e487b715f52806020526024601cfd5b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f511483166155b45783831516156155a8573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f602082840312156155d5575f5ffd5b5035919050565b80356001600160a01b03811681146155f2575f5ffd5b919050565b5f5f60408385031215615608575f5ffd5b615611836155dc565b915061561f602084016155dc565b90509250929050565b5f60208284031215615638575f5ffd5b612040826155dc565b5f60208284031215615651575f5ffd5b81358015158114612040575f5ffd5b5f5f5f60608486031215615672575f5ffd5b61567b846155dc565b9250615689602085016155dc565b9150615697604085016155dc565b90509250925092565b81516001600160601b03168152610160810160208301516156cc60208401826001600160601b03169052565b5060408301516156e0604084018215159052565b5060608301516156f8606084018263ffffffff169052565b506080830151615710608084018263ffffffff169052565b5060a083015161572860a084018263ffffffff169052565b5060c083015161574060c084018263ffffffff169052565b5060e083015161575c60e084018267ffffffffffffffff169052565b5061010083015161577a61010084018267ffffffffffffffff169052565b506101208301516157976101208401826001600160701b03169052565b506101408301516157b46101408401826001600160601b03169052565b5092915050565b80356001600160601b03811681146155f2575f5ffd5b5f5f604083850312156157e2575f5ffd5b6157eb836155dc565b915061561f602084016157bb565b5f5f5f5f6080858703121561580c575f5ffd5b615815856155dc565b93506020850135925061582a604086016155dc565b9396929550929360600135925050565b803567ffffffffffffffff811681146155f2575f5ffd5b5f60208284031215615861575f5ffd5b6120408261583a565b602081525f6080820167ffffffffffffffff845116602084015260208401516040840152604084015160608085015281815180845260a0860191506020830193505f92505b808310156158d257835182526020820191506020840193506001830192506158af565b5095945050505050565b5f5f5f606084860312156158ee575f5ffd5b6158f7846155dc565b92506159056020850161583a565b929592945050506040919091013590565b5f5f60408385031215615927575f5ffd5b615930836155dc565b946020939093013593505050565b5f5f6040838503121561594f575f5ffd5b50508035926020909101359150565b803563ffffffff811681146155f2575f5ffd5b5f5f60408385031215615982575f5ffd5b61598b8361595e565b915061561f6020840161595e565b602080825282518282018190525f918401906040840190835b818110156159d95783516001600160a01b03168352602093840193909201916001016159b2565b509095945050505050565b5f5f5f606084860312156159f6575f5ffd5b6159ff846157bb565b9250615a0d6020850161595e565b91506156976040850161595e565b5f5f5f5f5f5f60c08789031215615a30575f5ffd5b615a39876155dc565b9550615a47602088016157bb565b945060408701359350606087013560ff81168114615a63575f5ffd5b9598949750929560808101359460a0909101359350915050565b5f5f5f60608486031215615a8f575f5ffd5b615a988461583a565b95602085013595506040909401359392505050565b634e487b7160e01b5f52601160045260245ffd5b6001600160701b03818116838216019081111561092557610925615aad565b634e487b7160e01b5f52603260045260245ffd5b62ffffff828116828216039081111561092557610925615aad565b8181038181111561092557610925615aad565b634e487b7160e01b5f52601260045260245ffd5b5f82615b4457615b44615b22565b500690565b5f60208284031215615b59575f5ffd5b5051919050565b67ffffffffffffffff818116838216019081111561092557610925615aad565b8082018082111561092557610925615aad565b6001600160801b03818116838216019081111561092557610925615aad565b63ffffffff818116838216019081111561092557610925615aad565b634e487b7160e01b5f52604160045260245ffd5b67ffffffffffffffff828116828216039081111561092557610925615aad565b5f67ffffffffffffffff831680615c1b57615c1b615b22565b8067ffffffffffffffff84160491505092915050565b6001600160601b03828116828216039081111561092557610925615aad565b6001600160701b03828116828216039081111561092557610925615aad565b5f60018201615c8057615c80615aad565b5060010190565b6001600160601b03818116838216019081111561092557610925615aad565b5f61ffff821661ffff8103615cbd57615cbd615aad565b60010192915050565b808202811582820484141761092557610925615aad565b5f82615ceb57615ceb615b22565b500490565b5f62ffffff821662ffffff8103615cbd57615cbd615aad565b6001600160801b03828116828216039081111561092557610925615aad565b5f81615d3657615d36615aad565b505f190190565b634e487b7160e01b5f52600160045260245ffd5b5f60ff821660ff8103615cbd57615cbd615aad565b5f60ff821680615d7857615d78615aad565b5f190192915050565b60ff828116828216039081111561092557610925615aad56",
}

// Staking is an auto generated Go binding around an Ethereum contract.
type Staking struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Staking) GetABI() abi.ABI {
	return c.abi
}

// NewStaking creates a new instance of Staking.
func NewStaking() *Staking {
	parsed, err := StakingMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Staking{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Staking) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address params_, uint64 roundLength_, uint64 unbondingRounds_, uint96 minSelfBond_, uint32 minSelfShare_) returns()
func (staking *Staking) PackConstructor(token_ common.Address, params_ common.Address, roundLength_ uint64, unbondingRounds_ uint64, minSelfBond_ *big.Int, minSelfShare_ uint32) []byte {
	enc, err := staking.abi.Pack("", token_, params_, roundLength_, unbondingRounds_, minSelfBond_, minSelfShare_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1c5a9d9c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activate(address orchestrator) returns()
func (staking *Staking) PackActivate(orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("activate", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1c5a9d9c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activate(address orchestrator) returns()
func (staking *Staking) TryPackActivate(orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("activate", orchestrator)
}

// PackActiveSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd4665ae.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) PackActiveSet() []byte {
	enc, err := staking.abi.Pack("activeSet")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActiveSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd4665ae.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) TryPackActiveSet() ([]byte, error) {
	return staking.abi.Pack("activeSet")
}

// UnpackActiveSet is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfd4665ae.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) UnpackActiveSet(data []byte) ([]common.Address, error) {
	out, err := staking.abi.Unpack("activeSet", data)
	if err != nil {
		return *new([]common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	return out0, nil
}

// PackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6adb094e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bond(address orchestrator, uint96 amount) returns()
func (staking *Staking) PackBond(orchestrator common.Address, amount *big.Int) []byte {
	enc, err := staking.abi.Pack("bond", orchestrator, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6adb094e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bond(address orchestrator, uint96 amount) returns()
func (staking *Staking) TryPackBond(orchestrator common.Address, amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("bond", orchestrator, amount)
}

// PackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) PackBondOf(delegator common.Address, orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("bondOf", delegator, orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) TryPackBondOf(delegator common.Address, orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("bondOf", delegator, orchestrator)
}

// UnpackBondOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x752fe0de.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) UnpackBondOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("bondOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0daee1c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondWithPermit(address orchestrator, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) PackBondWithPermit(orchestrator common.Address, amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := staking.abi.Pack("bondWithPermit", orchestrator, amount, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0daee1c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondWithPermit(address orchestrator, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) TryPackBondWithPermit(orchestrator common.Address, amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return staking.abi.Pack("bondWithPermit", orchestrator, amount, deadline, v, r, s)
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(address orchestrator) returns(uint256 fees, uint256 rewards)
func (staking *Staking) PackClaim(orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("claim", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(address orchestrator) returns(uint256 fees, uint256 rewards)
func (staking *Staking) TryPackClaim(orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("claim", orchestrator)
}

// ClaimOutput serves as a container for the return parameters of contract
// method Claim.
type ClaimOutput struct {
	Fees    *big.Int
	Rewards *big.Int
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1e83409a.
//
// Solidity: function claim(address orchestrator) returns(uint256 fees, uint256 rewards)
func (staking *Staking) UnpackClaim(data []byte) (ClaimOutput, error) {
	out, err := staking.abi.Unpack("claim", data)
	outstruct := new(ClaimOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fees = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Rewards = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackClaimRewards is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xef5cfb8c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimRewards(address orchestrator) returns(uint256 rewards)
func (staking *Staking) PackClaimRewards(orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("claimRewards", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimRewards is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xef5cfb8c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimRewards(address orchestrator) returns(uint256 rewards)
func (staking *Staking) TryPackClaimRewards(orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("claimRewards", orchestrator)
}

// UnpackClaimRewards is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xef5cfb8c.
//
// Solidity: function claimRewards(address orchestrator) returns(uint256 rewards)
func (staking *Staking) UnpackClaimRewards(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("claimRewards", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCreditFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64ba8a49.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function creditFees(address orchestrator, uint256 amount) returns()
func (staking *Staking) PackCreditFees(orchestrator common.Address, amount *big.Int) []byte {
	enc, err := staking.abi.Pack("creditFees", orchestrator, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreditFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64ba8a49.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function creditFees(address orchestrator, uint256 amount) returns()
func (staking *Staking) TryPackCreditFees(orchestrator common.Address, amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("creditFees", orchestrator, amount)
}

// PackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) PackCurrentRound() []byte {
	enc, err := staking.abi.Pack("currentRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) TryPackCurrentRound() ([]byte, error) {
	return staking.abi.Pack("currentRound")
}

// UnpackCurrentRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8a19c8bc.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) UnpackCurrentRound(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("currentRound", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackDraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5a1f137.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function draw(uint64 round, bytes32 seed, uint256 count) view returns(address[])
func (staking *Staking) PackDraw(round uint64, seed [32]byte, count *big.Int) []byte {
	enc, err := staking.abi.Pack("draw", round, seed, count)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5a1f137.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function draw(uint64 round, bytes32 seed, uint256 count) view returns(address[])
func (staking *Staking) TryPackDraw(round uint64, seed [32]byte, count *big.Int) ([]byte, error) {
	return staking.abi.Pack("draw", round, seed, count)
}

// UnpackDraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe5a1f137.
//
// Solidity: function draw(uint64 round, bytes32 seed, uint256 count) view returns(address[])
func (staking *Staking) UnpackDraw(data []byte) ([]common.Address, error) {
	out, err := staking.abi.Unpack("draw", data)
	if err != nil {
		return *new([]common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	return out0, nil
}

// PackEarningsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355f3e4a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earningsOf(address delegator, address orchestrator) view returns((uint128,uint128))
func (staking *Staking) PackEarningsOf(delegator common.Address, orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("earningsOf", delegator, orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarningsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355f3e4a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earningsOf(address delegator, address orchestrator) view returns((uint128,uint128))
func (staking *Staking) TryPackEarningsOf(delegator common.Address, orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("earningsOf", delegator, orchestrator)
}

// UnpackEarningsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x355f3e4a.
//
// Solidity: function earningsOf(address delegator, address orchestrator) view returns((uint128,uint128))
func (staking *Staking) UnpackEarningsOf(data []byte) (IStakingEarnings, error) {
	out, err := staking.abi.Unpack("earningsOf", data)
	if err != nil {
		return *new(IStakingEarnings), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingEarnings)).(*IStakingEarnings)
	return out0, nil
}

// PackFaultCourt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc4088a37.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function faultCourt() view returns(address)
func (staking *Staking) PackFaultCourt() []byte {
	enc, err := staking.abi.Pack("faultCourt")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFaultCourt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc4088a37.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function faultCourt() view returns(address)
func (staking *Staking) TryPackFaultCourt() ([]byte, error) {
	return staking.abi.Pack("faultCourt")
}

// UnpackFaultCourt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc4088a37.
//
// Solidity: function faultCourt() view returns(address)
func (staking *Staking) UnpackFaultCourt(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("faultCourt", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackInitRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371dd5ed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function initRound() returns()
func (staking *Staking) PackInitRound() []byte {
	enc, err := staking.abi.Pack("initRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackInitRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371dd5ed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function initRound() returns()
func (staking *Staking) TryPackInitRound() ([]byte, error) {
	return staking.abi.Pack("initRound")
}

// PackLastRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82bc07e6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) PackLastRound() []byte {
	enc, err := staking.abi.Pack("lastRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLastRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82bc07e6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) TryPackLastRound() ([]byte, error) {
	return staking.abi.Pack("lastRound")
}

// UnpackLastRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x82bc07e6.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) UnpackLastRound(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("lastRound", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackLockCountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x15e7c79d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) PackLockCountOf(owner common.Address) []byte {
	enc, err := staking.abi.Pack("lockCountOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLockCountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x15e7c79d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) TryPackLockCountOf(owner common.Address) ([]byte, error) {
	return staking.abi.Pack("lockCountOf", owner)
}

// UnpackLockCountOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x15e7c79d.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) UnpackLockCountOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("lockCountOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackLockOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb31d10b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64,address))
func (staking *Staking) PackLockOf(owner common.Address, lockId *big.Int) []byte {
	enc, err := staking.abi.Pack("lockOf", owner, lockId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLockOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb31d10b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64,address))
func (staking *Staking) TryPackLockOf(owner common.Address, lockId *big.Int) ([]byte, error) {
	return staking.abi.Pack("lockOf", owner, lockId)
}

// UnpackLockOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb31d10b3.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64,address))
func (staking *Staking) UnpackLockOf(data []byte) (IStakingLock, error) {
	out, err := staking.abi.Unpack("lockOf", data)
	if err != nil {
		return *new(IStakingLock), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingLock)).(*IStakingLock)
	return out0, nil
}

// PackMinSelfBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaa414c04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) PackMinSelfBond() []byte {
	enc, err := staking.abi.Pack("minSelfBond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinSelfBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaa414c04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) TryPackMinSelfBond() ([]byte, error) {
	return staking.abi.Pack("minSelfBond")
}

// UnpackMinSelfBond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xaa414c04.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) UnpackMinSelfBond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("minSelfBond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMinSelfShare is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x30ddbb6e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minSelfShare() view returns(uint32)
func (staking *Staking) PackMinSelfShare() []byte {
	enc, err := staking.abi.Pack("minSelfShare")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinSelfShare is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x30ddbb6e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minSelfShare() view returns(uint32)
func (staking *Staking) TryPackMinSelfShare() ([]byte, error) {
	return staking.abi.Pack("minSelfShare")
}

// UnpackMinSelfShare is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x30ddbb6e.
//
// Solidity: function minSelfShare() view returns(uint32)
func (staking *Staking) UnpackMinSelfShare(data []byte) (uint32, error) {
	out, err := staking.abi.Unpack("minSelfShare", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minter() view returns(address)
func (staking *Staking) PackMinter() []byte {
	enc, err := staking.abi.Pack("minter")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minter() view returns(address)
func (staking *Staking) TryPackMinter() ([]byte, error) {
	return staking.abi.Pack("minter")
}

// UnpackMinter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x07546172.
//
// Solidity: function minter() view returns(address)
func (staking *Staking) UnpackMinter(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("minter", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackOrchestratorCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff4b3865.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orchestratorCount() view returns(uint256)
func (staking *Staking) PackOrchestratorCount() []byte {
	enc, err := staking.abi.Pack("orchestratorCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrchestratorCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff4b3865.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orchestratorCount() view returns(uint256)
func (staking *Staking) TryPackOrchestratorCount() ([]byte, error) {
	return staking.abi.Pack("orchestratorCount")
}

// UnpackOrchestratorCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xff4b3865.
//
// Solidity: function orchestratorCount() view returns(uint256)
func (staking *Staking) UnpackOrchestratorCount(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("orchestratorCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOrchestratorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e711538.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool,uint32,uint32,uint32,uint32,uint64,uint64,uint112,uint96) o)
func (staking *Staking) PackOrchestratorOf(orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("orchestratorOf", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrchestratorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e711538.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool,uint32,uint32,uint32,uint32,uint64,uint64,uint112,uint96) o)
func (staking *Staking) TryPackOrchestratorOf(orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("orchestratorOf", orchestrator)
}

// UnpackOrchestratorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3e711538.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool,uint32,uint32,uint32,uint32,uint64,uint64,uint112,uint96) o)
func (staking *Staking) UnpackOrchestratorOf(data []byte) (IStakingOrchestrator, error) {
	out, err := staking.abi.Unpack("orchestratorOf", data)
	if err != nil {
		return *new(IStakingOrchestrator), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingOrchestrator)).(*IStakingOrchestrator)
	return out0, nil
}

// PackOrchestrators is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x814e9e95.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orchestrators(uint256 offset, uint256 limit) view returns(address[] page)
func (staking *Staking) PackOrchestrators(offset *big.Int, limit *big.Int) []byte {
	enc, err := staking.abi.Pack("orchestrators", offset, limit)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrchestrators is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x814e9e95.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orchestrators(uint256 offset, uint256 limit) view returns(address[] page)
func (staking *Staking) TryPackOrchestrators(offset *big.Int, limit *big.Int) ([]byte, error) {
	return staking.abi.Pack("orchestrators", offset, limit)
}

// UnpackOrchestrators is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x814e9e95.
//
// Solidity: function orchestrators(uint256 offset, uint256 limit) view returns(address[] page)
func (staking *Staking) UnpackOrchestrators(data []byte) ([]common.Address, error) {
	out, err := staking.abi.Unpack("orchestrators", data)
	if err != nil {
		return *new([]common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	return out0, nil
}

// PackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (staking *Staking) PackParameter(name [32]byte) []byte {
	enc, err := staking.abi.Pack("parameter", name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (staking *Staking) TryPackParameter(name [32]byte) ([]byte, error) {
	return staking.abi.Pack("parameter", name)
}

// UnpackParameter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05d9b586.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (staking *Staking) UnpackParameter(data []byte) (IParameterizedParameter, error) {
	out, err := staking.abi.Unpack("parameter", data)
	if err != nil {
		return *new(IParameterizedParameter), err
	}
	out0 := *abi.ConvertType(out[0], new(IParameterizedParameter)).(*IParameterizedParameter)
	return out0, nil
}

// PackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function params() view returns(address)
func (staking *Staking) PackParams() []byte {
	enc, err := staking.abi.Pack("params")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function params() view returns(address)
func (staking *Staking) TryPackParams() ([]byte, error) {
	return staking.abi.Pack("params")
}

// UnpackParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcff0ab96.
//
// Solidity: function params() view returns(address)
func (staking *Staking) UnpackParams(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("params", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (staking *Staking) PackPaused() []byte {
	enc, err := staking.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (staking *Staking) TryPackPaused() ([]byte, error) {
	return staking.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (staking *Staking) UnpackPaused(data []byte) (bool, error) {
	out, err := staking.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ab99be7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(uint96 amount, uint32 rewardCut, uint32 feeShare) returns()
func (staking *Staking) PackRegister(amount *big.Int, rewardCut uint32, feeShare uint32) []byte {
	enc, err := staking.abi.Pack("register", amount, rewardCut, feeShare)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ab99be7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(uint96 amount, uint32 rewardCut, uint32 feeShare) returns()
func (staking *Staking) TryPackRegister(amount *big.Int, rewardCut uint32, feeShare uint32) ([]byte, error) {
	return staking.abi.Pack("register", amount, rewardCut, feeShare)
}

// PackReward is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9fb763c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reward(uint256 index) returns(uint256 amount)
func (staking *Staking) PackReward(index *big.Int) []byte {
	enc, err := staking.abi.Pack("reward", index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReward is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9fb763c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reward(uint256 index) returns(uint256 amount)
func (staking *Staking) TryPackReward(index *big.Int) ([]byte, error) {
	return staking.abi.Pack("reward", index)
}

// UnpackReward is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9fb763c.
//
// Solidity: function reward(uint256 index) returns(uint256 amount)
func (staking *Staking) UnpackReward(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("reward", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRoundLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8b649b94.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) PackRoundLength() []byte {
	enc, err := staking.abi.Pack("roundLength")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8b649b94.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) TryPackRoundLength() ([]byte, error) {
	return staking.abi.Pack("roundLength")
}

// UnpackRoundLength is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8b649b94.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) UnpackRoundLength(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("roundLength", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackSetCommission is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c27206.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setCommission(uint32 rewardCut, uint32 feeShare) returns()
func (staking *Staking) PackSetCommission(rewardCut uint32, feeShare uint32) []byte {
	enc, err := staking.abi.Pack("setCommission", rewardCut, feeShare)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetCommission is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c27206.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setCommission(uint32 rewardCut, uint32 feeShare) returns()
func (staking *Staking) TryPackSetCommission(rewardCut uint32, feeShare uint32) ([]byte, error) {
	return staking.abi.Pack("setCommission", rewardCut, feeShare)
}

// PackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (staking *Staking) PackSetParameter(name [32]byte, value *big.Int) []byte {
	enc, err := staking.abi.Pack("setParameter", name, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (staking *Staking) TryPackSetParameter(name [32]byte, value *big.Int) ([]byte, error) {
	return staking.abi.Pack("setParameter", name, value)
}

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused_) returns()
func (staking *Staking) PackSetPaused(paused bool) []byte {
	enc, err := staking.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused_) returns()
func (staking *Staking) TryPackSetPaused(paused bool) ([]byte, error) {
	return staking.abi.Pack("setPaused", paused)
}

// PackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a7292f5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sharesOf(address delegator, address orchestrator) view returns(uint112)
func (staking *Staking) PackSharesOf(delegator common.Address, orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("sharesOf", delegator, orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a7292f5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sharesOf(address delegator, address orchestrator) view returns(uint112)
func (staking *Staking) TryPackSharesOf(delegator common.Address, orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("sharesOf", delegator, orchestrator)
}

// UnpackSharesOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0a7292f5.
//
// Solidity: function sharesOf(address delegator, address orchestrator) view returns(uint112)
func (staking *Staking) UnpackSharesOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("sharesOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4be9fd9f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function slash(address orchestrator, uint256 part, address finder, uint256 finderPart) returns(uint256 slashed)
func (staking *Staking) PackSlash(orchestrator common.Address, part *big.Int, finder common.Address, finderPart *big.Int) []byte {
	enc, err := staking.abi.Pack("slash", orchestrator, part, finder, finderPart)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4be9fd9f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function slash(address orchestrator, uint256 part, address finder, uint256 finderPart) returns(uint256 slashed)
func (staking *Staking) TryPackSlash(orchestrator common.Address, part *big.Int, finder common.Address, finderPart *big.Int) ([]byte, error) {
	return staking.abi.Pack("slash", orchestrator, part, finder, finderPart)
}

// UnpackSlash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4be9fd9f.
//
// Solidity: function slash(address orchestrator, uint256 part, address finder, uint256 finderPart) returns(uint256 slashed)
func (staking *Staking) UnpackSlash(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("slash", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSnapshotOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51d6da00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) PackSnapshotOf(round uint64) []byte {
	enc, err := staking.abi.Pack("snapshotOf", round)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSnapshotOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51d6da00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) TryPackSnapshotOf(round uint64) ([]byte, error) {
	return staking.abi.Pack("snapshotOf", round)
}

// UnpackSnapshotOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51d6da00.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) UnpackSnapshotOf(data []byte) (IStakingSnapshot, error) {
	out, err := staking.abi.Unpack("snapshotOf", data)
	if err != nil {
		return *new(IStakingSnapshot), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingSnapshot)).(*IStakingSnapshot)
	return out0, nil
}

// PackStandingOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57c63332.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function standingOf(address orchestrator, uint64 round, uint256 index) view returns(bool inRound, bool inLatest, uint256 latestSize)
func (staking *Staking) PackStandingOf(orchestrator common.Address, round uint64, index *big.Int) []byte {
	enc, err := staking.abi.Pack("standingOf", orchestrator, round, index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStandingOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57c63332.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function standingOf(address orchestrator, uint64 round, uint256 index) view returns(bool inRound, bool inLatest, uint256 latestSize)
func (staking *Staking) TryPackStandingOf(orchestrator common.Address, round uint64, index *big.Int) ([]byte, error) {
	return staking.abi.Pack("standingOf", orchestrator, round, index)
}

// StandingOfOutput serves as a container for the return parameters of contract
// method StandingOf.
type StandingOfOutput struct {
	InRound    bool
	InLatest   bool
	LatestSize *big.Int
}

// UnpackStandingOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x57c63332.
//
// Solidity: function standingOf(address orchestrator, uint64 round, uint256 index) view returns(bool inRound, bool inLatest, uint256 latestSize)
func (staking *Staking) UnpackStandingOf(data []byte) (StandingOfOutput, error) {
	out, err := staking.abi.Unpack("standingOf", data)
	outstruct := new(StandingOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.InRound = *abi.ConvertType(out[0], new(bool)).(*bool)
	outstruct.InLatest = *abi.ConvertType(out[1], new(bool)).(*bool)
	outstruct.LatestSize = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackStartTime is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78e97925.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) PackStartTime() []byte {
	enc, err := staking.abi.Pack("startTime")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStartTime is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78e97925.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) TryPackStartTime() ([]byte, error) {
	return staking.abi.Pack("startTime")
}

// UnpackStartTime is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x78e97925.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) UnpackStartTime(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("startTime", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackTicketBroker is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc86b23c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ticketBroker() view returns(address)
func (staking *Staking) PackTicketBroker() []byte {
	enc, err := staking.abi.Pack("ticketBroker")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTicketBroker is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc86b23c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ticketBroker() view returns(address)
func (staking *Staking) TryPackTicketBroker() ([]byte, error) {
	return staking.abi.Pack("ticketBroker")
}

// UnpackTicketBroker is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc86b23c9.
//
// Solidity: function ticketBroker() view returns(address)
func (staking *Staking) UnpackTicketBroker(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("ticketBroker", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (staking *Staking) PackToken() []byte {
	enc, err := staking.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (staking *Staking) TryPackToken() ([]byte, error) {
	return staking.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (staking *Staking) UnpackToken(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48980bd7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) PackUnbond(orchestrator common.Address, amount *big.Int) []byte {
	enc, err := staking.abi.Pack("unbond", orchestrator, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48980bd7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) TryPackUnbond(orchestrator common.Address, amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("unbond", orchestrator, amount)
}

// UnpackUnbond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x48980bd7.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) UnpackUnbond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("unbond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnbondingRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x615e5533.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) PackUnbondingRounds() []byte {
	enc, err := staking.abi.Pack("unbondingRounds")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbondingRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x615e5533.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) TryPackUnbondingRounds() ([]byte, error) {
	return staking.abi.Pack("unbondingRounds")
}

// UnpackUnbondingRounds is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x615e5533.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) UnpackUnbondingRounds(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("unbondingRounds", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackWire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1a4b6b48.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function wire(address minter_, address ticketBroker_, address faultCourt_) returns()
func (staking *Staking) PackWire(minter common.Address, ticketBroker common.Address, faultCourt common.Address) []byte {
	enc, err := staking.abi.Pack("wire", minter, ticketBroker, faultCourt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1a4b6b48.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function wire(address minter_, address ticketBroker_, address faultCourt_) returns()
func (staking *Staking) TryPackWire(minter common.Address, ticketBroker common.Address, faultCourt common.Address) ([]byte, error) {
	return staking.abi.Pack("wire", minter, ticketBroker, faultCourt)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 lockId) returns()
func (staking *Staking) PackWithdraw(lockId *big.Int) []byte {
	enc, err := staking.abi.Pack("withdraw", lockId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 lockId) returns()
func (staking *Staking) TryPackWithdraw(lockId *big.Int) ([]byte, error) {
	return staking.abi.Pack("withdraw", lockId)
}

// StakingActivated represents a Activated event raised by the Staking contract.
type StakingActivated struct {
	Orchestrator common.Address
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingActivatedEventName = "Activated"

// ContractEventName returns the user-defined event name.
func (StakingActivated) ContractEventName() string {
	return StakingActivatedEventName
}

// UnpackActivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Activated(address indexed orchestrator)
func (staking *Staking) UnpackActivatedEvent(log *types.Log) (*StakingActivated, error) {
	event := "Activated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingActivated)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingBonded represents a Bonded event raised by the Staking contract.
type StakingBonded struct {
	Delegator    common.Address
	Orchestrator common.Address
	Amount       *big.Int
	Stake        *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingBondedEventName = "Bonded"

// ContractEventName returns the user-defined event name.
func (StakingBonded) ContractEventName() string {
	return StakingBondedEventName
}

// UnpackBondedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Bonded(address indexed delegator, address indexed orchestrator, uint96 amount, uint96 stake)
func (staking *Staking) UnpackBondedEvent(log *types.Log) (*StakingBonded, error) {
	event := "Bonded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingBonded)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingClaimed represents a Claimed event raised by the Staking contract.
type StakingClaimed struct {
	Delegator    common.Address
	Orchestrator common.Address
	Fees         *big.Int
	Rewards      *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (StakingClaimed) ContractEventName() string {
	return StakingClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed delegator, address indexed orchestrator, uint256 fees, uint256 rewards)
func (staking *Staking) UnpackClaimedEvent(log *types.Log) (*StakingClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingClaimed)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingCommissionSet represents a CommissionSet event raised by the Staking contract.
type StakingCommissionSet struct {
	Orchestrator   common.Address
	RewardCut      uint32
	FeeShare       uint32
	EffectiveRound uint64
	Raw            *types.Log // Blockchain specific contextual infos
}

const StakingCommissionSetEventName = "CommissionSet"

// ContractEventName returns the user-defined event name.
func (StakingCommissionSet) ContractEventName() string {
	return StakingCommissionSetEventName
}

// UnpackCommissionSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CommissionSet(address indexed orchestrator, uint32 rewardCut, uint32 feeShare, uint64 effectiveRound)
func (staking *Staking) UnpackCommissionSetEvent(log *types.Log) (*StakingCommissionSet, error) {
	event := "CommissionSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingCommissionSet)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingDeactivated represents a Deactivated event raised by the Staking contract.
type StakingDeactivated struct {
	Orchestrator common.Address
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingDeactivatedEventName = "Deactivated"

// ContractEventName returns the user-defined event name.
func (StakingDeactivated) ContractEventName() string {
	return StakingDeactivatedEventName
}

// UnpackDeactivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deactivated(address indexed orchestrator)
func (staking *Staking) UnpackDeactivatedEvent(log *types.Log) (*StakingDeactivated, error) {
	event := "Deactivated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingDeactivated)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingFeesCredited represents a FeesCredited event raised by the Staking contract.
type StakingFeesCredited struct {
	Orchestrator common.Address
	Round        uint64
	Amount       *big.Int
	ToShares     *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingFeesCreditedEventName = "FeesCredited"

// ContractEventName returns the user-defined event name.
func (StakingFeesCredited) ContractEventName() string {
	return StakingFeesCreditedEventName
}

// UnpackFeesCreditedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event FeesCredited(address indexed orchestrator, uint64 indexed round, uint256 amount, uint256 toShares)
func (staking *Staking) UnpackFeesCreditedEvent(log *types.Log) (*StakingFeesCredited, error) {
	event := "FeesCredited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingFeesCredited)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingParameterSet represents a ParameterSet event raised by the Staking contract.
type StakingParameterSet struct {
	Name     [32]byte
	OldValue *big.Int
	NewValue *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const StakingParameterSetEventName = "ParameterSet"

// ContractEventName returns the user-defined event name.
func (StakingParameterSet) ContractEventName() string {
	return StakingParameterSetEventName
}

// UnpackParameterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ParameterSet(bytes32 indexed name, uint256 oldValue, uint256 newValue)
func (staking *Staking) UnpackParameterSetEvent(log *types.Log) (*StakingParameterSet, error) {
	event := "ParameterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingParameterSet)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingPauseSet represents a PauseSet event raised by the Staking contract.
type StakingPauseSet struct {
	Paused bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const StakingPauseSetEventName = "PauseSet"

// ContractEventName returns the user-defined event name.
func (StakingPauseSet) ContractEventName() string {
	return StakingPauseSetEventName
}

// UnpackPauseSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PauseSet(bool paused)
func (staking *Staking) UnpackPauseSetEvent(log *types.Log) (*StakingPauseSet, error) {
	event := "PauseSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingPauseSet)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingRegistered represents a Registered event raised by the Staking contract.
type StakingRegistered struct {
	Orchestrator common.Address
	SelfBond     *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingRegisteredEventName = "Registered"

// ContractEventName returns the user-defined event name.
func (StakingRegistered) ContractEventName() string {
	return StakingRegisteredEventName
}

// UnpackRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Registered(address indexed orchestrator, uint96 selfBond)
func (staking *Staking) UnpackRegisteredEvent(log *types.Log) (*StakingRegistered, error) {
	event := "Registered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingRegistered)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingRewarded represents a Rewarded event raised by the Staking contract.
type StakingRewarded struct {
	Orchestrator common.Address
	Round        uint64
	Amount       *big.Int
	ToShares     *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingRewardedEventName = "Rewarded"

// ContractEventName returns the user-defined event name.
func (StakingRewarded) ContractEventName() string {
	return StakingRewardedEventName
}

// UnpackRewardedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Rewarded(address indexed orchestrator, uint64 indexed round, uint256 amount, uint256 toShares)
func (staking *Staking) UnpackRewardedEvent(log *types.Log) (*StakingRewarded, error) {
	event := "Rewarded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingRewarded)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingRoundInitialized represents a RoundInitialized event raised by the Staking contract.
type StakingRoundInitialized struct {
	Round         uint64
	Seed          [32]byte
	TotalWeight   *big.Int
	Orchestrators *big.Int
	Raw           *types.Log // Blockchain specific contextual infos
}

const StakingRoundInitializedEventName = "RoundInitialized"

// ContractEventName returns the user-defined event name.
func (StakingRoundInitialized) ContractEventName() string {
	return StakingRoundInitializedEventName
}

// UnpackRoundInitializedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoundInitialized(uint64 indexed round, bytes32 seed, uint96 totalWeight, uint256 orchestrators)
func (staking *Staking) UnpackRoundInitializedEvent(log *types.Log) (*StakingRoundInitialized, error) {
	event := "RoundInitialized"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingRoundInitialized)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingSlashed represents a Slashed event raised by the Staking contract.
type StakingSlashed struct {
	Orchestrator common.Address
	Finder       common.Address
	Bonded       *big.Int
	Unbonding    *big.Int
	FinderReward *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingSlashedEventName = "Slashed"

// ContractEventName returns the user-defined event name.
func (StakingSlashed) ContractEventName() string {
	return StakingSlashedEventName
}

// UnpackSlashedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Slashed(address indexed orchestrator, address indexed finder, uint256 bonded, uint256 unbonding, uint256 finderReward)
func (staking *Staking) UnpackSlashedEvent(log *types.Log) (*StakingSlashed, error) {
	event := "Slashed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingSlashed)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingUnbonded represents a Unbonded event raised by the Staking contract.
type StakingUnbonded struct {
	Delegator     common.Address
	Orchestrator  common.Address
	LockId        *big.Int
	Amount        *big.Int
	Stake         *big.Int
	WithdrawRound uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const StakingUnbondedEventName = "Unbonded"

// ContractEventName returns the user-defined event name.
func (StakingUnbonded) ContractEventName() string {
	return StakingUnbondedEventName
}

// UnpackUnbondedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unbonded(address indexed delegator, address indexed orchestrator, uint256 indexed lockId, uint96 amount, uint96 stake, uint64 withdrawRound)
func (staking *Staking) UnpackUnbondedEvent(log *types.Log) (*StakingUnbonded, error) {
	event := "Unbonded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingUnbonded)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingWired represents a Wired event raised by the Staking contract.
type StakingWired struct {
	Minter       common.Address
	TicketBroker common.Address
	FaultCourt   common.Address
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingWiredEventName = "Wired"

// ContractEventName returns the user-defined event name.
func (StakingWired) ContractEventName() string {
	return StakingWiredEventName
}

// UnpackWiredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Wired(address minter, address ticketBroker, address faultCourt)
func (staking *Staking) UnpackWiredEvent(log *types.Log) (*StakingWired, error) {
	event := "Wired"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingWired)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingWithdrawn represents a Withdrawn event raised by the Staking contract.
type StakingWithdrawn struct {
	Delegator common.Address
	LockId    *big.Int
	Amount    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const StakingWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (StakingWithdrawn) ContractEventName() string {
	return StakingWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed delegator, uint256 indexed lockId, uint96 amount)
func (staking *Staking) UnpackWithdrawnEvent(log *types.Log) (*StakingWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingWithdrawn)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (staking *Staking) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], staking.abi.Errors["AlreadyActive"].ID.Bytes()[:4]) {
		return staking.UnpackAlreadyActiveError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["AlreadyRegistered"].ID.Bytes()[:4]) {
		return staking.UnpackAlreadyRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["AlreadyRewarded"].ID.Bytes()[:4]) {
		return staking.UnpackAlreadyRewardedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["AlreadyWired"].ID.Bytes()[:4]) {
		return staking.UnpackAlreadyWiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["CannotActivate"].ID.Bytes()[:4]) {
		return staking.UnpackCannotActivateError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InsufficientBond"].ID.Bytes()[:4]) {
		return staking.UnpackInsufficientBondError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InvalidCommission"].ID.Bytes()[:4]) {
		return staking.UnpackInvalidCommissionError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return staking.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InvalidSlash"].ID.Bytes()[:4]) {
		return staking.UnpackInvalidSlashError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NoSnapshot"].ID.Bytes()[:4]) {
		return staking.UnpackNoSnapshotError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NoSuchLock"].ID.Bytes()[:4]) {
		return staking.UnpackNoSuchLockError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NotInSnapshot"].ID.Bytes()[:4]) {
		return staking.UnpackNotInSnapshotError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NotRegistered"].ID.Bytes()[:4]) {
		return staking.UnpackNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NotWired"].ID.Bytes()[:4]) {
		return staking.UnpackNotWiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NothingStaked"].ID.Bytes()[:4]) {
		return staking.UnpackNothingStakedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Paused"].ID.Bytes()[:4]) {
		return staking.UnpackPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["PoolRuined"].ID.Bytes()[:4]) {
		return staking.UnpackPoolRuinedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["RoundAlreadyInitialized"].ID.Bytes()[:4]) {
		return staking.UnpackRoundAlreadyInitializedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["RoundNotInitialized"].ID.Bytes()[:4]) {
		return staking.UnpackRoundNotInitializedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return staking.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SelfBondTooSmall"].ID.Bytes()[:4]) {
		return staking.UnpackSelfBondTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SelfShareTooSmall"].ID.Bytes()[:4]) {
		return staking.UnpackSelfShareTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["StillLocked"].ID.Bytes()[:4]) {
		return staking.UnpackStillLockedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return staking.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["UnknownParameter"].ID.Bytes()[:4]) {
		return staking.UnpackUnknownParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return staking.UnpackZeroAddressError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return staking.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakingAlreadyActive represents a AlreadyActive error raised by the Staking contract.
type StakingAlreadyActive struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyActive(address orchestrator)
func StakingAlreadyActiveErrorID() common.Hash {
	return common.HexToHash("0x0e1f74ff7d628eb393c3a3e64ed3dc760b4cd4c864502b7967d19eed9c5d0c1d")
}

// UnpackAlreadyActiveError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyActive(address orchestrator)
func (staking *Staking) UnpackAlreadyActiveError(raw []byte) (*StakingAlreadyActive, error) {
	out := new(StakingAlreadyActive)
	if err := staking.abi.UnpackIntoInterface(out, "AlreadyActive", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingAlreadyRegistered represents a AlreadyRegistered error raised by the Staking contract.
type StakingAlreadyRegistered struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRegistered(address orchestrator)
func StakingAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x45ed80e9399c87887ea54f615514a1e3dde31e9b6c027ddceb4ffd503b70e428")
}

// UnpackAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRegistered(address orchestrator)
func (staking *Staking) UnpackAlreadyRegisteredError(raw []byte) (*StakingAlreadyRegistered, error) {
	out := new(StakingAlreadyRegistered)
	if err := staking.abi.UnpackIntoInterface(out, "AlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingAlreadyRewarded represents a AlreadyRewarded error raised by the Staking contract.
type StakingAlreadyRewarded struct {
	Orchestrator common.Address
	Round        uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRewarded(address orchestrator, uint64 round)
func StakingAlreadyRewardedErrorID() common.Hash {
	return common.HexToHash("0xbedeca1746c5b982221f626a22d839fec5c3727fd5b4197ece111ed3fd384e15")
}

// UnpackAlreadyRewardedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRewarded(address orchestrator, uint64 round)
func (staking *Staking) UnpackAlreadyRewardedError(raw []byte) (*StakingAlreadyRewarded, error) {
	out := new(StakingAlreadyRewarded)
	if err := staking.abi.UnpackIntoInterface(out, "AlreadyRewarded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingAlreadyWired represents a AlreadyWired error raised by the Staking contract.
type StakingAlreadyWired struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyWired()
func StakingAlreadyWiredErrorID() common.Hash {
	return common.HexToHash("0xda7c0e5573836e5de04c151bb593c62b12b2ef4d7b9cf1fb759fa26f29c1c6ef")
}

// UnpackAlreadyWiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyWired()
func (staking *Staking) UnpackAlreadyWiredError(raw []byte) (*StakingAlreadyWired, error) {
	out := new(StakingAlreadyWired)
	if err := staking.abi.UnpackIntoInterface(out, "AlreadyWired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingCannotActivate represents a CannotActivate error raised by the Staking contract.
type StakingCannotActivate struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CannotActivate(address orchestrator)
func StakingCannotActivateErrorID() common.Hash {
	return common.HexToHash("0x59d9011d0211e92656c78a3bd2b2ba11cee794a7334a2308d5a91135ad53865e")
}

// UnpackCannotActivateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CannotActivate(address orchestrator)
func (staking *Staking) UnpackCannotActivateError(raw []byte) (*StakingCannotActivate, error) {
	out := new(StakingCannotActivate)
	if err := staking.abi.UnpackIntoInterface(out, "CannotActivate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInsufficientBond represents a InsufficientBond error raised by the Staking contract.
type StakingInsufficientBond struct {
	Bonded *big.Int
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientBond(uint256 bonded, uint256 amount)
func StakingInsufficientBondErrorID() common.Hash {
	return common.HexToHash("0x44d4caf750ea74407547ceb252d1c72d961f5025a7b3473fac9b354f227e0fd6")
}

// UnpackInsufficientBondError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientBond(uint256 bonded, uint256 amount)
func (staking *Staking) UnpackInsufficientBondError(raw []byte) (*StakingInsufficientBond, error) {
	out := new(StakingInsufficientBond)
	if err := staking.abi.UnpackIntoInterface(out, "InsufficientBond", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInvalidCommission represents a InvalidCommission error raised by the Staking contract.
type StakingInvalidCommission struct {
	RewardCut uint32
	FeeShare  uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidCommission(uint32 rewardCut, uint32 feeShare)
func StakingInvalidCommissionErrorID() common.Hash {
	return common.HexToHash("0xf94e755847be41229147c6d32fa440a3a77d3af2d016db06065f5b3bd89fb236")
}

// UnpackInvalidCommissionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidCommission(uint32 rewardCut, uint32 feeShare)
func (staking *Staking) UnpackInvalidCommissionError(raw []byte) (*StakingInvalidCommission, error) {
	out := new(StakingInvalidCommission)
	if err := staking.abi.UnpackIntoInterface(out, "InvalidCommission", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInvalidParameter represents a InvalidParameter error raised by the Staking contract.
type StakingInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func StakingInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (staking *Staking) UnpackInvalidParameterError(raw []byte) (*StakingInvalidParameter, error) {
	out := new(StakingInvalidParameter)
	if err := staking.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInvalidSlash represents a InvalidSlash error raised by the Staking contract.
type StakingInvalidSlash struct {
	Part       *big.Int
	FinderPart *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidSlash(uint256 part, uint256 finderPart)
func StakingInvalidSlashErrorID() common.Hash {
	return common.HexToHash("0x1a8c185e8c5be427c373e273307afb4a78df8bac408dccd6faa4a69f341a987d")
}

// UnpackInvalidSlashError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidSlash(uint256 part, uint256 finderPart)
func (staking *Staking) UnpackInvalidSlashError(raw []byte) (*StakingInvalidSlash, error) {
	out := new(StakingInvalidSlash)
	if err := staking.abi.UnpackIntoInterface(out, "InvalidSlash", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNoSnapshot represents a NoSnapshot error raised by the Staking contract.
type StakingNoSnapshot struct {
	Round     uint64
	LastRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSnapshot(uint64 round, uint64 lastRound)
func StakingNoSnapshotErrorID() common.Hash {
	return common.HexToHash("0xb7729e115a40240b53e8bf73b5534d1d4c334fa6ba833b49ceff1e10bd8f7734")
}

// UnpackNoSnapshotError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSnapshot(uint64 round, uint64 lastRound)
func (staking *Staking) UnpackNoSnapshotError(raw []byte) (*StakingNoSnapshot, error) {
	out := new(StakingNoSnapshot)
	if err := staking.abi.UnpackIntoInterface(out, "NoSnapshot", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNoSuchLock represents a NoSuchLock error raised by the Staking contract.
type StakingNoSuchLock struct {
	Owner  common.Address
	LockId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchLock(address owner, uint256 lockId)
func StakingNoSuchLockErrorID() common.Hash {
	return common.HexToHash("0x174ff03d54b2c000328ea171a1536d0a915d43244ef0ad0def7480a4c25ffd4f")
}

// UnpackNoSuchLockError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchLock(address owner, uint256 lockId)
func (staking *Staking) UnpackNoSuchLockError(raw []byte) (*StakingNoSuchLock, error) {
	out := new(StakingNoSuchLock)
	if err := staking.abi.UnpackIntoInterface(out, "NoSuchLock", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNotInSnapshot represents a NotInSnapshot error raised by the Staking contract.
type StakingNotInSnapshot struct {
	Orchestrator common.Address
	Round        uint64
	Index        *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotInSnapshot(address orchestrator, uint64 round, uint256 index)
func StakingNotInSnapshotErrorID() common.Hash {
	return common.HexToHash("0x6bd33104590010ef895e7a6e6e98745ad0a9f9d5ad3fa2ebf86f1ce0d9279547")
}

// UnpackNotInSnapshotError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotInSnapshot(address orchestrator, uint64 round, uint256 index)
func (staking *Staking) UnpackNotInSnapshotError(raw []byte) (*StakingNotInSnapshot, error) {
	out := new(StakingNotInSnapshot)
	if err := staking.abi.UnpackIntoInterface(out, "NotInSnapshot", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNotRegistered represents a NotRegistered error raised by the Staking contract.
type StakingNotRegistered struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRegistered(address orchestrator)
func StakingNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0xbfc6c337a80b7b8201f77f0a2a54c6e5f7c6fd9124a749804a482fa16ee8a895")
}

// UnpackNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRegistered(address orchestrator)
func (staking *Staking) UnpackNotRegisteredError(raw []byte) (*StakingNotRegistered, error) {
	out := new(StakingNotRegistered)
	if err := staking.abi.UnpackIntoInterface(out, "NotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNotWired represents a NotWired error raised by the Staking contract.
type StakingNotWired struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotWired()
func StakingNotWiredErrorID() common.Hash {
	return common.HexToHash("0x3fcbf49831663ec6cac47091bcf07517973d4cb9be4ad35dde7073f3efe4dd9a")
}

// UnpackNotWiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotWired()
func (staking *Staking) UnpackNotWiredError(raw []byte) (*StakingNotWired, error) {
	out := new(StakingNotWired)
	if err := staking.abi.UnpackIntoInterface(out, "NotWired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNothingStaked represents a NothingStaked error raised by the Staking contract.
type StakingNothingStaked struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingStaked(uint64 round)
func StakingNothingStakedErrorID() common.Hash {
	return common.HexToHash("0x42b8ad237edbeda7b2a18435cf9c784cff5f35691f139a6e5dc7d31468e2d314")
}

// UnpackNothingStakedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingStaked(uint64 round)
func (staking *Staking) UnpackNothingStakedError(raw []byte) (*StakingNothingStaked, error) {
	out := new(StakingNothingStaked)
	if err := staking.abi.UnpackIntoInterface(out, "NothingStaked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingPaused represents a Paused error raised by the Staking contract.
type StakingPaused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Paused()
func StakingPausedErrorID() common.Hash {
	return common.HexToHash("0x9e87fac88ff661f02d44f95383c817fece4bce600a3dab7a54406878b965e752")
}

// UnpackPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Paused()
func (staking *Staking) UnpackPausedError(raw []byte) (*StakingPaused, error) {
	out := new(StakingPaused)
	if err := staking.abi.UnpackIntoInterface(out, "Paused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingPoolRuined represents a PoolRuined error raised by the Staking contract.
type StakingPoolRuined struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PoolRuined(address orchestrator)
func StakingPoolRuinedErrorID() common.Hash {
	return common.HexToHash("0x58563e4286e33c10ac32557eeb04cda6d7382811c79151fc07e8c96b9ed8157d")
}

// UnpackPoolRuinedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PoolRuined(address orchestrator)
func (staking *Staking) UnpackPoolRuinedError(raw []byte) (*StakingPoolRuined, error) {
	out := new(StakingPoolRuined)
	if err := staking.abi.UnpackIntoInterface(out, "PoolRuined", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingRoundAlreadyInitialized represents a RoundAlreadyInitialized error raised by the Staking contract.
type StakingRoundAlreadyInitialized struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundAlreadyInitialized(uint64 round)
func StakingRoundAlreadyInitializedErrorID() common.Hash {
	return common.HexToHash("0x351eb9fcc49f534fce667d326dbe217ec8af00a7ba05bd7726d8307d6ba94cd0")
}

// UnpackRoundAlreadyInitializedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundAlreadyInitialized(uint64 round)
func (staking *Staking) UnpackRoundAlreadyInitializedError(raw []byte) (*StakingRoundAlreadyInitialized, error) {
	out := new(StakingRoundAlreadyInitialized)
	if err := staking.abi.UnpackIntoInterface(out, "RoundAlreadyInitialized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingRoundNotInitialized represents a RoundNotInitialized error raised by the Staking contract.
type StakingRoundNotInitialized struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundNotInitialized(uint64 round)
func StakingRoundNotInitializedErrorID() common.Hash {
	return common.HexToHash("0xc45a89ba2df1e1f2802ee09644a4e9bcf6f08e114ccc592979da8d9ef24328e5")
}

// UnpackRoundNotInitializedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundNotInitialized(uint64 round)
func (staking *Staking) UnpackRoundNotInitializedError(raw []byte) (*StakingRoundNotInitialized, error) {
	out := new(StakingRoundNotInitialized)
	if err := staking.abi.UnpackIntoInterface(out, "RoundNotInitialized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Staking contract.
type StakingSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func StakingSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (staking *Staking) UnpackSafeERC20FailedOperationError(raw []byte) (*StakingSafeERC20FailedOperation, error) {
	out := new(StakingSafeERC20FailedOperation)
	if err := staking.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSelfBondTooSmall represents a SelfBondTooSmall error raised by the Staking contract.
type StakingSelfBondTooSmall struct {
	SelfBond    *big.Int
	MinSelfBond *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond)
func StakingSelfBondTooSmallErrorID() common.Hash {
	return common.HexToHash("0x72dc7f68193d4dc03225e501cc1752565fed2388bf17476b5643038ee3e7c40a")
}

// UnpackSelfBondTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond)
func (staking *Staking) UnpackSelfBondTooSmallError(raw []byte) (*StakingSelfBondTooSmall, error) {
	out := new(StakingSelfBondTooSmall)
	if err := staking.abi.UnpackIntoInterface(out, "SelfBondTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSelfShareTooSmall represents a SelfShareTooSmall error raised by the Staking contract.
type StakingSelfShareTooSmall struct {
	SelfShare    *big.Int
	MinSelfShare *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SelfShareTooSmall(uint256 selfShare, uint256 minSelfShare)
func StakingSelfShareTooSmallErrorID() common.Hash {
	return common.HexToHash("0x3e8298f1057815b5ed366223b0a491aaa918bbed01a7bcdf3a681e60f1c0529d")
}

// UnpackSelfShareTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SelfShareTooSmall(uint256 selfShare, uint256 minSelfShare)
func (staking *Staking) UnpackSelfShareTooSmallError(raw []byte) (*StakingSelfShareTooSmall, error) {
	out := new(StakingSelfShareTooSmall)
	if err := staking.abi.UnpackIntoInterface(out, "SelfShareTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStillLocked represents a StillLocked error raised by the Staking contract.
type StakingStillLocked struct {
	WithdrawRound uint64
	CurrentRound  uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func StakingStillLockedErrorID() common.Hash {
	return common.HexToHash("0xfd6bebf7f0f2025982a1b05f34b904f9bb532cce7383cfe082b2220194733281")
}

// UnpackStillLockedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func (staking *Staking) UnpackStillLockedError(raw []byte) (*StakingStillLocked, error) {
	out := new(StakingStillLocked)
	if err := staking.abi.UnpackIntoInterface(out, "StillLocked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingUnauthorized represents a Unauthorized error raised by the Staking contract.
type StakingUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func StakingUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (staking *Staking) UnpackUnauthorizedError(raw []byte) (*StakingUnauthorized, error) {
	out := new(StakingUnauthorized)
	if err := staking.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingUnknownParameter represents a UnknownParameter error raised by the Staking contract.
type StakingUnknownParameter struct {
	Name [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownParameter(bytes32 name)
func StakingUnknownParameterErrorID() common.Hash {
	return common.HexToHash("0x4c695695cc5173647db3f5d25b109f9eeac05f8f83f37785b43bc23190dc47e3")
}

// UnpackUnknownParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownParameter(bytes32 name)
func (staking *Staking) UnpackUnknownParameterError(raw []byte) (*StakingUnknownParameter, error) {
	out := new(StakingUnknownParameter)
	if err := staking.abi.UnpackIntoInterface(out, "UnknownParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingZeroAddress represents a ZeroAddress error raised by the Staking contract.
type StakingZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func StakingZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (staking *Staking) UnpackZeroAddressError(raw []byte) (*StakingZeroAddress, error) {
	out := new(StakingZeroAddress)
	if err := staking.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingZeroAmount represents a ZeroAmount error raised by the Staking contract.
type StakingZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func StakingZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (staking *Staking) UnpackZeroAmountError(raw []byte) (*StakingZeroAmount, error) {
	out := new(StakingZeroAmount)
	if err := staking.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerMetaData contains all meta data concerning the TicketBroker contract.
var TicketBrokerMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"asset_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"staking_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"registry_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"params_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ticketValidity_\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"unlockRounds_\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"accountOf\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Account\",\"components\":[{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reserve\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"heldUntil\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"asset\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"cancelUnlock\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimableReserve\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"fundFor\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reserve\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"lastNonce\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"parameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIParameterized.Parameter\",\"components\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"params\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"paused\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"payFees\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeem\",\"inputs\":[{\"name\":\"redemption\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Redemption\",\"components\":[{\"name\":\"ticket\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Ticket\",\"components\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faceValue\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rrHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"recipientRand\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"winMask\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"snapshotIndex\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeemBatch\",\"inputs\":[{\"name\":\"redemptions\",\"type\":\"tuple[]\",\"internalType\":\"structITicketBroker.Redemption[]\",\"components\":[{\"name\":\"ticket\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Ticket\",\"components\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faceValue\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rrHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"recipientRand\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"winMask\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"snapshotIndex\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"outputs\":[{\"name\":\"redeemed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"serviceRegistry\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setPaused\",\"inputs\":[{\"name\":\"paused_\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staking\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ticketDigest\",\"inputs\":[{\"name\":\"ticket\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Ticket\",\"components\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faceValue\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rrHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ticketValidity\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unlock\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"unlockRounds\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"winMask\",\"inputs\":[{\"name\":\"ticket\",\"type\":\"tuple\",\"internalType\":\"structITicketBroker.Ticket\",\"components\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"faceValue\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"rrHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lane\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"recipientRand\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"mask\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"event\",\"name\":\"FeesPaid\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Funded\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"deposit\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"reserve\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ParameterSet\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"oldValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"newValue\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"PauseSet\",\"inputs\":[{\"name\":\"paused\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"RedemptionFailed\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"digest\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"reason\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"TicketRedeemed\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"recipient\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"lane\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"wins\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"fromReserve\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"UnlockCancelled\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"UnlockStarted\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"deposit\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"reserve\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyUnlocking\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"AmountTooLarge\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"DrawLost\",\"inputs\":[{\"name\":\"draw\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"winProb\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InsufficientFunds\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"available\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"owed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidDraws\",\"inputs\":[{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidSignature\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NoSuchDraw\",\"inputs\":[{\"name\":\"draw\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"draws\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"NonceUsed\",\"inputs\":[{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lastNonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NotInSnapshot\",\"inputs\":[{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotRecipient\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"recipient\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotUnlocking\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NothingToWithdraw\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NothingWon\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"Paused\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StillLocked\",\"inputs\":[{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]},{\"type\":\"error\",\"name\":\"TicketExpired\",\"inputs\":[{\"name\":\"lastValidRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"TicketFromFuture\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"UnknownParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongRecipientRand\",\"inputs\":[{\"name\":\"hash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "TicketBroker",
	Bin: "0x6101e0604052348015610010575f5ffd5b5060405161392538038061392583398101604081905261002f916103d6565b82604051806040016040528060088152602001674d696c6c7261636560c01b815250604051806040016040528060018152602001603160f81b81525061007a8261019060201b60201c565b6101205261008781610190565b61014052815160208084019190912060e052815190820120610100524660a05261011360e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0390811661016052868116610180528581166101a05284166101c0526101636d7469636b657456616c696469747960901b6001600160401b0384166101d6565b6101856b756e6c6f636b526f756e647360a01b6001600160401b0383166101d6565b5050505050506104a1565b5f5f829050601f815111156101c3578260405163305a27a960e01b81526004016101ba9190610446565b60405180910390fd5b80516101ce8261047b565b179392505050565b5f6101e08361020b565b90506101fc8383836020015184604001516102e260201b60201c565b6102068383610337565b505050565b61022c60405180606001604052805f81526020015f81526020015f81525090565b816d7469636b657456616c696469747960901b036102765750506040805160608101825260025461010090046001600160401b031681526001602082015260039181019190915290565b816b756e6c6f636b526f756e647360a01b036102c657505060408051606081018252600254690100000000000000000090046001600160401b031681526001602082015260649181019190915290565b604051634c69569560e01b8152600481018390526024016101ba565b8183101580156102f25750808311155b848484849091929361032d57604051632940b00160e11b815260048101949094526024840192909252604483015260648201526084016101ba565b5050505050505050565b816d7469636b657456616c696469747960901b0361037557600280546001600160401b03831661010002610100600160481b03199091161790555050565b600280546001600160401b038316690100000000000000000002600160481b600160881b03199091161790555050565b80516001600160a01b03811681146103bb575f5ffd5b919050565b80516001600160401b03811681146103bb575f5ffd5b5f5f5f5f5f5f60c087890312156103eb575f5ffd5b6103f4876103a5565b9550610402602088016103a5565b9450610410604088016103a5565b935061041e606088016103a5565b925061042c608088016103c0565b915061043a60a088016103c0565b90509295509295509295565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b8051602080830151919081101561049b575f198160200360031b1b821691505b50919050565b60805160a05160c05160e05161010051610120516101405161016051610180516101a0516101c05161339b61058a5f395f818161047801526117ee01525f818161029c01528181610cd101528181611054015281816110c8015281816112c40152818161149a015281816118bc01528181611cbc01528181611f37015281816125f9015261274b01525f818161022001528181610bc601528181610e54015261154901525f81816104a10152818161094e0152610e8201525f6120e601525f6120b601525f6129b101525f61298901525f6128e401525f61290e01525f612938015261339b5ff3fe608060405234801561000f575f5ffd5b5060043610610184575f3560e01c806374910a0d116100dd578063a69df4b511610088578063cbcf252a11610063578063cbcf252a14610476578063cff0ab961461049c578063de974ba4146104c3575f5ffd5b8063a69df4b514610453578063b6eb317f1461045b578063c2c4c2c81461046e575f5ffd5b806381779f38116100b857806381779f381461041257806384b0196e1461042557806389f7b70914610440575f5ffd5b806374910a0d146102f05780637eedb7d6146103035780638086b8ba1461031c575f5ffd5b806338d52e0f1161013d5780634cf088d9116101185780634cf088d91461029a5780635c975abb146102c0578063723507be146102dd575f5ffd5b806338d52e0f1461021e5780633b0a3976146102585780633ccfd60b14610292575f5ffd5b80630a3735751161016d5780630a373575146101e357806316c38b3c146101f65780632eccf14b1461020b575f5ffd5b806304bc34c91461018857806305d9b586146101ae575b5f5ffd5b61019b610196366004612b96565b6104d6565b6040519081526020015b60405180910390f35b6101c16101bc366004612bc1565b610570565b60408051825181526020808401519082015291810151908201526060016101a5565b61019b6101f1366004612bd8565b610687565b610209610204366004612c56565b61094c565b005b610209610219366004612cab565b610a13565b7f00000000000000000000000000000000000000000000000000000000000000005b6040516001600160a01b0390911681526020016101a5565b600254610279906901000000000000000000900467ffffffffffffffff1681565b60405167ffffffffffffffff90911681526020016101a5565b610209610bf5565b7f0000000000000000000000000000000000000000000000000000000000000000610240565b6002546102cd9060ff1681565b60405190151581526020016101a5565b6102096102eb366004612ced565b610e80565b6102096102fe366004612d0d565b610f39565b60025461027990610100900467ffffffffffffffff1681565b6103b561032a366004612d45565b604080516080810182525f808252602082018190529181018290526060810191909152506001600160a01b03165f90815260036020908152604091829020825160808101845281546001600160601b038082168352600160601b8204169382019390935267ffffffffffffffff600160c01b9093048316938101939093526001015416606082015290565b6040516101a591905f6080820190506001600160601b0383511682526001600160601b03602084015116602083015267ffffffffffffffff604084015116604083015267ffffffffffffffff606084015116606083015292915050565b61019b610420366004612d60565b61100a565b61042d611156565b6040516101a59796959493929190612dc5565b61019b61044e366004612e77565b6111b4565b6102096111c6565b610279610469366004612ea5565b6113bf565b610209611425565b7f0000000000000000000000000000000000000000000000000000000000000000610240565b6102407f000000000000000000000000000000000000000000000000000000000000000081565b6102096104d1366004612ee0565b611498565b5f6104ef6104ea60a0850160808601612f0a565b611570565b5f6104f9846111b4565b90505f5b61050d60a0860160808701612f0a565b63ffffffff16811015610568576040805160208082018590528183018790526060808301859052835180840390910181526080909201909252805191012060a0860135111561056057806001901b831792505b6001016104fd565b505092915050565b61059160405180606001604052805f81526020015f81526020015f81525090565b817f7469636b657456616c6964697479000000000000000000000000000000000000036105eb57505060408051606081018252600254610100900467ffffffffffffffff1681526001602082015260039181019190915290565b817f756e6c6f636b526f756e647300000000000000000000000000000000000000000361064d575050604080516060810182526002546901000000000000000000900467ffffffffffffffff1681526001602082015260649181019190915290565b6040517f4c695695000000000000000000000000000000000000000000000000000000008152600481018390526024015b60405180910390fd5b5f808267ffffffffffffffff8111156106a2576106a2612f23565b6040519080825280602002602001820160405280156106cb578160200160208202803683370190505b5090505f805b8481101561094357368686838181106106ec576106ec612f37565b90506020028101906106fe9190612f4b565b90505f6107806107146040840160208501612d45565b6107216020850185612d45565b61073361014086016101208701612f0a565b604080516001600160a01b03808616602083015284169181019190915263ffffffff821660608201525f906080016040516020818303038152906040528051906020012090509392505050565b905061078d8585836115d2565b156107e35761079b826111b4565b837fac7e4b07006062d18782ca694af9c006839ceea3bf7099c4f3812e9326cbd81d6040516107d49060208082525f9082015260400190565b60405180910390a3505061093b565b5f80306207a120816374910a0d8d8d8a81811061080257610802612f37565b90506020028101906108149190612f4b565b60405160240161082491906130d2565b60408051601f198184030181529181526020820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff1660e09490941b9390931790925290516108719250613170565b5f604051808303818686f4925050503d805f81146108aa576040519150601f19603f3d011682016040523d82523d5f602084013e6108af565b606091505b509150915081156108ca576108c38861319a565b9750610936565b8287876108d68161319a565b9850815181106108e8576108e8612f37565b6020026020010181815250506108fd846111b4565b857fac7e4b07006062d18782ca694af9c006839ceea3bf7099c4f3812e9326cbd81d8360405161092d91906131b2565b60405180910390a35b505050505b6001016106d1565b50505092915050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146109ab5760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161067e565b5050600280547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00168315159081179091556040519081527f878ac8a2ca79520471f8f3c8494fa802c03ce3bf034252aad7f22318984fdbdb9060200160405180910390a15050565b60025460ff1615610a50576040517f9e87fac800000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f610a676001600160601b038084169085166131c4565b9050805f03610aa2576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6001600160a01b0384165f9081526003602052604090208054610ace906001600160601b031685611619565b81546bffffffffffffffffffffffff19166001600160601b0391821617808355610b0191600160601b9091041684611619565b81547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff16600160601b6001600160601b039283160217825560408051868316815291851660208301526001600160a01b0387169133917f73884fbf40e5433ea6f75b9343f3208649c9b8430641c927f0ed89d4eac6945b910160405180910390a3336001600160a01b038616148015610bab57508054600160c01b900467ffffffffffffffff1615155b15610bb957610bb981611692565b610bee6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163330856116dd565b5050505050565b335f81815260036020908152604091829020825160808101845281546001600160601b038082168352600160601b82041693820193909352600160c01b90920467ffffffffffffffff9081169383018490526001909101541660608201529190610c97576040517f16d2d19c0000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015260240161067e565b505f816060015167ffffffffffffffff16826040015167ffffffffffffffff1611610cc6578160600151610ccc565b81604001515b90505f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610d2b573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610d4f91906131d7565b9050818167ffffffffffffffff8083169082161015610dae576040517ffd6bebf700000000000000000000000000000000000000000000000000000000815267ffffffffffffffff92831660048201529116602482015260440161067e565b5050335f8181526003602090815260408083209283556001909201805467ffffffffffffffff1916905585518682015183516001600160601b0392831681529116918101919091527f92ccf450a286a957af52509bc1c9939d1a6a481783e142e41e2499f0bb66ebc6910160405180910390a2610e7b3384602001516001600160601b0316855f01516001600160601b0316610e4a91906131c4565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016919061172c565b505050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b0381168214610edf5760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161067e565b50505f610eeb84610570565b519050610ef8848461177a565b604080518281526020810185905285917f0a7e89c5c2abbeecebfa6c000066595bdd560a4e590d5b51bfb1360704c388d1910160405180910390a250505050565b80610f4f610f4a6020830183612d45565b6117a4565b610f58816118b9565b5f610f62826111b4565b90505f610f6f8483611a65565b9050610f98610f846040850160208601612d45565b83610f936101408801886131f2565b611c30565b610fa86040850160208601612d45565b839091610ff2576040517f0e96aab80000000000000000000000000000000000000000000000000000000081526001600160a01b039092166004830152602482015260440161067e565b50506110048382866101a00135611ca6565b50505050565b6040517f57c633320000000000000000000000000000000000000000000000000000000081526001600160a01b0382811660048301525f60248301819052604483018190529182917f000000000000000000000000000000000000000000000000000000000000000016906357c6333290606401606060405180830381865afa158015611099573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906110bd919061323c565b9250505061114c84847f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03166382bc07e66040518163ffffffff1660e01b8152600401602060405180830381865afa158015611122573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061114691906131d7565b84611fe6565b9150505b92915050565b5f6060805f5f5f60606111676120af565b61116f6120df565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f6111506111c18361210a565b61215b565b335f90815260036020526040902080546001600160601b03161515806111fc57508054600160601b90046001600160601b031615155b3390611240576040517fdc69dc160000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015260240161067e565b5080543390600160c01b900467ffffffffffffffff1680156112a9576040517f7374defe0000000000000000000000000000000000000000000000000000000081526001600160a01b03909216600483015267ffffffffffffffff16602482015260440161067e565b5050600260099054906101000a900467ffffffffffffffff167f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa15801561131e573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061134291906131d7565b61134c919061327c565b815477ffffffffffffffffffffffffffffffffffffffffffffffff16600160c01b67ffffffffffffffff928316810291909117808455604051919004909116815233907f040e4182f4f7a688da7000207cdafe9dc8cbf85a46d83b69bd77918d06a8734d9060200160405180910390a250565b604080516001600160a01b038581166020808401919091529085168284015263ffffffff841660608084019190915283518084039091018152608090920183528151918101919091205f9081526004909152205467ffffffffffffffff165b9392505050565b335f8181526003602052604090208054909190600160c01b900467ffffffffffffffff1661148b576040517f16d2d19c0000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015260240161067e565b5061149581611692565b50565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146114f75760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161067e565b5050826001600160a01b03167f6a41f86b2a18fe00e10a9bd078e790ae82c2627a6f940166bddc2db475194a5f8360405161153491815260200190565b60405180910390a2610e7b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016848461172c565b63ffffffff81161580159061158d575061010063ffffffff821611155b81906115ce576040517f92ec416100000000000000000000000000000000000000000000000000000000815263ffffffff909116600482015260240161067e565b5050565b5f805b8381101561160f57828582815181106115f0576115f0612f37565b60200260200101510361160757600191505061141e565b6001016115d5565b505f949350505050565b5f806116316001600160601b038085169086166131c4565b9050806001600160601b0380821115611688576040517f7f16270300000000000000000000000000000000000000000000000000000000815260048101929092526001600160601b0316602482015260440161067e565b5090949350505050565b805477ffffffffffffffffffffffffffffffffffffffffffffffff16815560405133907ffa044b7b93a40365dc68049797c2eb06918523d694e5d56e406cac3eb35578e5905f90a250565b6116eb8484848460016121a2565b611004576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b038516600482015260240161067e565b6117398383836001612228565b610e7b576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b038416600482015260240161067e565b5f61178483610570565b905061179a8383836020015184604001516122a3565b610e7b8383612311565b336001600160a01b038216148061186c57506040517f636f35d30000000000000000000000000000000000000000000000000000000081526001600160a01b0382811660048301527f0000000000000000000000000000000000000000000000000000000000000000169063636f35d390602401602060405180830381865afa158015611833573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611857919061329c565b6001600160a01b0316336001600160a01b0316145b33829091610e7b576040517f1ae35cca0000000000000000000000000000000000000000000000000000000081526001600160a01b0392831660048201529116602482015260440161067e565b5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa158015611916573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061193a91906131d7565b905067ffffffffffffffff811661195760808401606085016132b7565b67ffffffffffffffff16111561197360808401606085016132b7565b8290916119c0576040517f5f5d990200000000000000000000000000000000000000000000000000000000815267ffffffffffffffff92831660048201529116602482015260440161067e565b50506002545f90610100900467ffffffffffffffff166119e660808501606086016132b7565b6119f0919061327c565b9050808267ffffffffffffffff8083169082161115611a4f576040517fc4302c1c00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff92831660048201529116602482015260440161067e565b50610e7b90506104ea60a0850160808601612f0a565b5f610160830135610180840135828060a08701803590611a889060808a01612f0a565b915091505f611a96856123bc565b90508060c0890135808214611ae0576040517f7cff69430000000000000000000000000000000000000000000000000000000081526004810192909252602482015260440161067e565b5050835f03611b1b576040517fec4a332100000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f5b8415611c24576001851615611c0d57808363ffffffff81168210611b7c576040517ff2f489be000000000000000000000000000000000000000000000000000000008152600481019290925263ffffffff16602482015260440161067e565b50506040805160208082018b905281830189905260608083018590528351808403909101815260809092019092528051910120818186808210611bfc576040517f4d8bcfb900000000000000000000000000000000000000000000000000000000815260048101939093526024830191909152604482015260640161067e565b50505087611c099061319a565b9750505b611c168161319a565b60019590951c949050611b1d565b50505050505092915050565b5f846001600160a01b03163b5f03611c8f575f5f611c4f8686866123d0565b5090925090505f816003811115611c6857611c686132d2565b148015611c865750866001600160a01b0316826001600160a01b0316145b92505050611c9e565b611c9b85858585612417565b90505b949350505050565b611caf8361249a565b5f80806001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166357c63332611cee6020890189612d45565b611cfe60808a0160608b016132b7565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e085901b1681526001600160a01b03909216600483015267ffffffffffffffff16602482015260448101879052606401606060405180830381865afa158015611d6e573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611d92919061323c565b9250925092508280611da15750815b611dae6020880188612d45565b611dbe6080890160608a016132b7565b86909192611e1a576040517f6bd331040000000000000000000000000000000000000000000000000000000081526001600160a01b03909316600484015267ffffffffffffffff9091166024830152604482015260640161067e565b505f9150611e30905060608801604089016132e6565b611e4c906fffffffffffffffffffffffffffffffff16876132ff565b90505f611e81611e6260408a0160208b01612d45565b611e6f60208b018b612d45565b8487611e7b575f61258d565b8661258d565b9050611e9561014089016101208a01612f0a565b63ffffffff16611ea860208a018a612d45565b6001600160a01b0316611ec160408b0160208c01612d45565b6001600160a01b03167fc570438a90bd674ee3b7f6acb93ea1b8063c4233dabc7592a6e5a3e44162afb8611efd6101208d016101008e016132b7565b6040805167ffffffffffffffff9092168252602082018d905281018790526060810186905260800160405180910390a46001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166364ba8a49611f6960208b018b612d45565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e084901b1681526001600160a01b039091166004820152602481018590526044015f604051808303815f87803b158015611fc6575f5ffd5b505af1158015611fd8573d5f5f3e3d5ffd5b505050505050505050505050565b5f815f03611ff557505f611c9e565b6001600160a01b0385165f9081526003602090815260408083205460059092528220600160601b9091046001600160601b0316919084906120369087612854565b612049906001600160601b0316846131c4565b6120539190613316565b6001600160a01b038089165f908152600660209081526040808320938b168352929052908120919250906120879087612854565b6001600160601b031690506120a381830383811115028461288c565b98975050505050505050565b60606120da7f000000000000000000000000000000000000000000000000000000000000000061289b565b905090565b60606120da7f000000000000000000000000000000000000000000000000000000000000000061289b565b5f7fff99d47807c215fc8619c14575fdbecea15a82c4dcd334278e4c45a63da898618260405160200161213e929190613335565b604051602081830303815290604052805190602001209050919050565b5f6111506121676128d8565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661221757838315161561220b573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661229757838315161561228b573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b8183101580156122b35750808311155b8484848490919293612307576040517f52816002000000000000000000000000000000000000000000000000000000008152600481019490945260248401929092526044830152606482015260840161067e565b5050505050505050565b817f7469636b657456616c696469747900000000000000000000000000000000000003612376576002805467ffffffffffffffff8316610100027fffffffffffffffffffffffffffffffffffffffffffffff0000000000000000ff9091161790555050565b6002805467ffffffffffffffff83166901000000000000000000027fffffffffffffffffffffffffffffff0000000000000000ffffffffffffffffff9091161790555050565b5f8160405160200161213e91815260200190565b5f80806041849003612404578435602086013560408701355f1a6123f689828585612a01565b95509550955050505061240e565b505f915060029050825b93509350939050565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f6124ae6107146040840160208501612d45565b5f8181526004602052604090205490915067ffffffffffffffff16806124dc610120850161010086016132b7565b67ffffffffffffffff16116124f9610120850161010086016132b7565b829091612546576040517fe9cdf7c200000000000000000000000000000000000000000000000000000000815267ffffffffffffffff92831660048201529116602482015260440161067e565b5061255b9050610120840161010085016132b7565b5f92835260046020526040909220805467ffffffffffffffff191667ffffffffffffffff909316929092179091555050565b6001600160a01b0384165f90815260036020526040812080546001600160601b03168085116125ea576125c0858261334a565b82546bffffffffffffffffffffffff19166001600160601b039190911617909155505f9050611c9e565b6125f4818661334a565b92505f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03166382bc07e66040518163ffffffff1660e01b8152600401602060405180830381865afa158015612653573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061267791906131d7565b90505f61268689898489611fe6565b9050808511158961269783866131c4565b899091926126ea576040517f5c54305e0000000000000000000000000000000000000000000000000000000081526001600160a01b0390931660048401526024830191909152604482015260640161067e565b505084546bffffffffffffffffffffffff19168086558691508590600c90612723908490600160601b90046001600160601b031661335d565b92506101000a8154816001600160601b0302191690836001600160601b0316021790555060037f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156127a5573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906127c991906131d7565b6127d3919061327c565b60018501805467ffffffffffffffff191667ffffffffffffffff929092169190911790556001600160a01b0389165f908152600560205260409020612819908387612ac9565b6001600160a01b03808a165f908152600660209081526040808320938c16835292905220612848908387612ac9565b50505050949350505050565b81545f9067ffffffffffffffff838116911614612871575f61141e565b5050546801000000000000000090046001600160601b031690565b5f82821882841002821861141e565b60605f6128a783612b3f565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f306001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001614801561293057507f000000000000000000000000000000000000000000000000000000000000000046145b1561295a57507f000000000000000000000000000000000000000000000000000000000000000090565b6120da604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115612a3a57505f91506003905082612abf565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015612a8b573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116612ab657505f925060019150829050612abf565b92505f91508190505b9450945094915050565b80612ad48484612854565b612ade919061337c565b83547fffffffffffffffffffffffff000000000000000000000000000000000000000016680100000000000000006001600160601b03929092169190910267ffffffffffffffff19161767ffffffffffffffff929092169190911790915550565b5f60ff8216601f811115611150576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f6101408284031215612b90575f5ffd5b50919050565b5f5f6101608385031215612ba8575f5ffd5b612bb28484612b7f565b94610140939093013593505050565b5f60208284031215612bd1575f5ffd5b5035919050565b5f5f60208385031215612be9575f5ffd5b823567ffffffffffffffff811115612bff575f5ffd5b8301601f81018513612c0f575f5ffd5b803567ffffffffffffffff811115612c25575f5ffd5b8560208260051b8401011115612c39575f5ffd5b6020919091019590945092505050565b8015158114611495575f5ffd5b5f60208284031215612c66575f5ffd5b813561141e81612c49565b6001600160a01b0381168114611495575f5ffd5b8035612c9081612c71565b919050565b80356001600160601b0381168114612c90575f5ffd5b5f5f5f60608486031215612cbd575f5ffd5b8335612cc881612c71565b9250612cd660208501612c95565b9150612ce460408501612c95565b90509250925092565b5f5f60408385031215612cfe575f5ffd5b50508035926020909101359150565b5f60208284031215612d1d575f5ffd5b813567ffffffffffffffff811115612d33575f5ffd5b82016101c0818503121561141e575f5ffd5b5f60208284031215612d55575f5ffd5b813561141e81612c71565b5f5f60408385031215612d71575f5ffd5b8235612d7c81612c71565b91506020830135612d8c81612c71565b809150509250929050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f612dff60e0830189612d97565b8281036040840152612e118189612d97565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015612e66578351835260209384019390920191600101612e48565b50909b9a5050505050505050505050565b5f6101408284031215612e88575f5ffd5b61141e8383612b7f565b803563ffffffff81168114612c90575f5ffd5b5f5f5f60608486031215612eb7575f5ffd5b8335612ec281612c71565b92506020840135612ed281612c71565b9150612ce460408501612e92565b5f5f60408385031215612ef1575f5ffd5b8235612efc81612c71565b946020939093013593505050565b5f60208284031215612f1a575f5ffd5b61141e82612e92565b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52603260045260245ffd5b5f82357ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe41833603018112612f7d575f5ffd5b9190910192915050565b80356fffffffffffffffffffffffffffffffff81168114612c90575f5ffd5b67ffffffffffffffff81168114611495575f5ffd5b8035612c9081612fa6565b612fe082612fd383612c85565b6001600160a01b03169052565b612fec60208201612c85565b6001600160a01b0316602083015261300660408201612f87565b6fffffffffffffffffffffffffffffffff16604083015261302960608201612fbb565b67ffffffffffffffff16606083015261304460808201612e92565b63ffffffff16608083015260a0818101359083015260c0808201359083015260e0808201359083015261307a6101008201612fbb565b67ffffffffffffffff166101008301526130976101208201612e92565b63ffffffff8116610120840152505050565b81835281816020850137505f602082840101525f6020601f19601f840116840101905092915050565b602081526130e36020820183612fc6565b5f610140830135601e198436030181126130fb575f5ffd5b830160208101903567ffffffffffffffff811115613117575f5ffd5b803603821315613125575f5ffd5b6101c061016085015261313d6101e0850182846130a9565b610160860135610180868101919091528601356101a080870191909152909501356101c090940193909352509192915050565b5f82518060208501845e5f920191825250919050565b634e487b7160e01b5f52601160045260245ffd5b5f600182016131ab576131ab613186565b5060010190565b602081525f61141e6020830184612d97565b8082018082111561115057611150613186565b5f602082840312156131e7575f5ffd5b815161141e81612fa6565b5f5f8335601e19843603018112613207575f5ffd5b83018035915067ffffffffffffffff821115613221575f5ffd5b602001915036819003821315613235575f5ffd5b9250929050565b5f5f5f6060848603121561324e575f5ffd5b835161325981612c49565b602085015190935061326a81612c49565b80925050604084015190509250925092565b67ffffffffffffffff818116838216019081111561115057611150613186565b5f602082840312156132ac575f5ffd5b815161141e81612c71565b5f602082840312156132c7575f5ffd5b813561141e81612fa6565b634e487b7160e01b5f52602160045260245ffd5b5f602082840312156132f6575f5ffd5b61141e82612f87565b808202811582820484141761115057611150613186565b5f8261333057634e487b7160e01b5f52601260045260245ffd5b500490565b828152610160810161141e6020830184612fc6565b8181038181111561115057611150613186565b6001600160601b03828116828216039081111561115057611150613186565b6001600160601b0381811683821601908111156111505761115061318656",
}

// TicketBroker is an auto generated Go binding around an Ethereum contract.
type TicketBroker struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *TicketBroker) GetABI() abi.ABI {
	return c.abi
}

// NewTicketBroker creates a new instance of TicketBroker.
func NewTicketBroker() *TicketBroker {
	parsed, err := TicketBrokerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &TicketBroker{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *TicketBroker) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address asset_, address staking_, address registry_, address params_, uint64 ticketValidity_, uint64 unlockRounds_) returns()
func (ticketBroker *TicketBroker) PackConstructor(asset_ common.Address, staking_ common.Address, registry_ common.Address, params_ common.Address, ticketValidity_ uint64, unlockRounds_ uint64) []byte {
	enc, err := ticketBroker.abi.Pack("", asset_, staking_, registry_, params_, ticketValidity_, unlockRounds_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAccountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8086b8ba.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accountOf(address owner) view returns((uint96,uint96,uint64,uint64))
func (ticketBroker *TicketBroker) PackAccountOf(owner common.Address) []byte {
	enc, err := ticketBroker.abi.Pack("accountOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8086b8ba.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accountOf(address owner) view returns((uint96,uint96,uint64,uint64))
func (ticketBroker *TicketBroker) TryPackAccountOf(owner common.Address) ([]byte, error) {
	return ticketBroker.abi.Pack("accountOf", owner)
}

// UnpackAccountOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8086b8ba.
//
// Solidity: function accountOf(address owner) view returns((uint96,uint96,uint64,uint64))
func (ticketBroker *TicketBroker) UnpackAccountOf(data []byte) (ITicketBrokerAccount, error) {
	out, err := ticketBroker.abi.Unpack("accountOf", data)
	if err != nil {
		return *new(ITicketBrokerAccount), err
	}
	out0 := *abi.ConvertType(out[0], new(ITicketBrokerAccount)).(*ITicketBrokerAccount)
	return out0, nil
}

// PackAsset is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38d52e0f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function asset() view returns(address)
func (ticketBroker *TicketBroker) PackAsset() []byte {
	enc, err := ticketBroker.abi.Pack("asset")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAsset is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38d52e0f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function asset() view returns(address)
func (ticketBroker *TicketBroker) TryPackAsset() ([]byte, error) {
	return ticketBroker.abi.Pack("asset")
}

// UnpackAsset is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x38d52e0f.
//
// Solidity: function asset() view returns(address)
func (ticketBroker *TicketBroker) UnpackAsset(data []byte) (common.Address, error) {
	out, err := ticketBroker.abi.Unpack("asset", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackCancelUnlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc2c4c2c8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancelUnlock() returns()
func (ticketBroker *TicketBroker) PackCancelUnlock() []byte {
	enc, err := ticketBroker.abi.Pack("cancelUnlock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancelUnlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc2c4c2c8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancelUnlock() returns()
func (ticketBroker *TicketBroker) TryPackCancelUnlock() ([]byte, error) {
	return ticketBroker.abi.Pack("cancelUnlock")
}

// PackClaimableReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81779f38.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimableReserve(address sender, address recipient) view returns(uint256)
func (ticketBroker *TicketBroker) PackClaimableReserve(sender common.Address, recipient common.Address) []byte {
	enc, err := ticketBroker.abi.Pack("claimableReserve", sender, recipient)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimableReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81779f38.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimableReserve(address sender, address recipient) view returns(uint256)
func (ticketBroker *TicketBroker) TryPackClaimableReserve(sender common.Address, recipient common.Address) ([]byte, error) {
	return ticketBroker.abi.Pack("claimableReserve", sender, recipient)
}

// UnpackClaimableReserve is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x81779f38.
//
// Solidity: function claimableReserve(address sender, address recipient) view returns(uint256)
func (ticketBroker *TicketBroker) UnpackClaimableReserve(data []byte) (*big.Int, error) {
	out, err := ticketBroker.abi.Unpack("claimableReserve", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackFundFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2eccf14b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function fundFor(address owner, uint96 deposit, uint96 reserve) returns()
func (ticketBroker *TicketBroker) PackFundFor(owner common.Address, deposit *big.Int, reserve *big.Int) []byte {
	enc, err := ticketBroker.abi.Pack("fundFor", owner, deposit, reserve)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFundFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2eccf14b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function fundFor(address owner, uint96 deposit, uint96 reserve) returns()
func (ticketBroker *TicketBroker) TryPackFundFor(owner common.Address, deposit *big.Int, reserve *big.Int) ([]byte, error) {
	return ticketBroker.abi.Pack("fundFor", owner, deposit, reserve)
}

// PackLastNonce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6eb317f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lastNonce(address sender, address recipient, uint32 lane) view returns(uint64)
func (ticketBroker *TicketBroker) PackLastNonce(sender common.Address, recipient common.Address, lane uint32) []byte {
	enc, err := ticketBroker.abi.Pack("lastNonce", sender, recipient, lane)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLastNonce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6eb317f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lastNonce(address sender, address recipient, uint32 lane) view returns(uint64)
func (ticketBroker *TicketBroker) TryPackLastNonce(sender common.Address, recipient common.Address, lane uint32) ([]byte, error) {
	return ticketBroker.abi.Pack("lastNonce", sender, recipient, lane)
}

// UnpackLastNonce is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb6eb317f.
//
// Solidity: function lastNonce(address sender, address recipient, uint32 lane) view returns(uint64)
func (ticketBroker *TicketBroker) UnpackLastNonce(data []byte) (uint64, error) {
	out, err := ticketBroker.abi.Unpack("lastNonce", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (ticketBroker *TicketBroker) PackParameter(name [32]byte) []byte {
	enc, err := ticketBroker.abi.Pack("parameter", name)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05d9b586.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (ticketBroker *TicketBroker) TryPackParameter(name [32]byte) ([]byte, error) {
	return ticketBroker.abi.Pack("parameter", name)
}

// UnpackParameter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05d9b586.
//
// Solidity: function parameter(bytes32 name) view returns((uint256,uint256,uint256))
func (ticketBroker *TicketBroker) UnpackParameter(data []byte) (IParameterizedParameter, error) {
	out, err := ticketBroker.abi.Unpack("parameter", data)
	if err != nil {
		return *new(IParameterizedParameter), err
	}
	out0 := *abi.ConvertType(out[0], new(IParameterizedParameter)).(*IParameterizedParameter)
	return out0, nil
}

// PackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function params() view returns(address)
func (ticketBroker *TicketBroker) PackParams() []byte {
	enc, err := ticketBroker.abi.Pack("params")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParams is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcff0ab96.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function params() view returns(address)
func (ticketBroker *TicketBroker) TryPackParams() ([]byte, error) {
	return ticketBroker.abi.Pack("params")
}

// UnpackParams is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcff0ab96.
//
// Solidity: function params() view returns(address)
func (ticketBroker *TicketBroker) UnpackParams(data []byte) (common.Address, error) {
	out, err := ticketBroker.abi.Unpack("params", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (ticketBroker *TicketBroker) PackPaused() []byte {
	enc, err := ticketBroker.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (ticketBroker *TicketBroker) TryPackPaused() ([]byte, error) {
	return ticketBroker.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (ticketBroker *TicketBroker) UnpackPaused(data []byte) (bool, error) {
	out, err := ticketBroker.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackPayFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde974ba4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function payFees(address to, uint256 amount) returns()
func (ticketBroker *TicketBroker) PackPayFees(to common.Address, amount *big.Int) []byte {
	enc, err := ticketBroker.abi.Pack("payFees", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPayFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde974ba4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function payFees(address to, uint256 amount) returns()
func (ticketBroker *TicketBroker) TryPackPayFees(to common.Address, amount *big.Int) ([]byte, error) {
	return ticketBroker.abi.Pack("payFees", to, amount)
}

// PackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x74910a0d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeem(((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32),bytes,bytes32,uint256,uint256) redemption) returns()
func (ticketBroker *TicketBroker) PackRedeem(redemption ITicketBrokerRedemption) []byte {
	enc, err := ticketBroker.abi.Pack("redeem", redemption)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x74910a0d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeem(((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32),bytes,bytes32,uint256,uint256) redemption) returns()
func (ticketBroker *TicketBroker) TryPackRedeem(redemption ITicketBrokerRedemption) ([]byte, error) {
	return ticketBroker.abi.Pack("redeem", redemption)
}

// PackRedeemBatch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a373575.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeemBatch(((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32),bytes,bytes32,uint256,uint256)[] redemptions) returns(uint256 redeemed)
func (ticketBroker *TicketBroker) PackRedeemBatch(redemptions []ITicketBrokerRedemption) []byte {
	enc, err := ticketBroker.abi.Pack("redeemBatch", redemptions)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeemBatch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a373575.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeemBatch(((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32),bytes,bytes32,uint256,uint256)[] redemptions) returns(uint256 redeemed)
func (ticketBroker *TicketBroker) TryPackRedeemBatch(redemptions []ITicketBrokerRedemption) ([]byte, error) {
	return ticketBroker.abi.Pack("redeemBatch", redemptions)
}

// UnpackRedeemBatch is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0a373575.
//
// Solidity: function redeemBatch(((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32),bytes,bytes32,uint256,uint256)[] redemptions) returns(uint256 redeemed)
func (ticketBroker *TicketBroker) UnpackRedeemBatch(data []byte) (*big.Int, error) {
	out, err := ticketBroker.abi.Unpack("redeemBatch", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackServiceRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcbcf252a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function serviceRegistry() view returns(address)
func (ticketBroker *TicketBroker) PackServiceRegistry() []byte {
	enc, err := ticketBroker.abi.Pack("serviceRegistry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServiceRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcbcf252a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function serviceRegistry() view returns(address)
func (ticketBroker *TicketBroker) TryPackServiceRegistry() ([]byte, error) {
	return ticketBroker.abi.Pack("serviceRegistry")
}

// UnpackServiceRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcbcf252a.
//
// Solidity: function serviceRegistry() view returns(address)
func (ticketBroker *TicketBroker) UnpackServiceRegistry(data []byte) (common.Address, error) {
	out, err := ticketBroker.abi.Unpack("serviceRegistry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (ticketBroker *TicketBroker) PackSetParameter(name [32]byte, value *big.Int) []byte {
	enc, err := ticketBroker.abi.Pack("setParameter", name, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetParameter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723507be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setParameter(bytes32 name, uint256 value) returns()
func (ticketBroker *TicketBroker) TryPackSetParameter(name [32]byte, value *big.Int) ([]byte, error) {
	return ticketBroker.abi.Pack("setParameter", name, value)
}

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused_) returns()
func (ticketBroker *TicketBroker) PackSetPaused(paused bool) []byte {
	enc, err := ticketBroker.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused_) returns()
func (ticketBroker *TicketBroker) TryPackSetPaused(paused bool) ([]byte, error) {
	return ticketBroker.abi.Pack("setPaused", paused)
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (ticketBroker *TicketBroker) PackStaking() []byte {
	enc, err := ticketBroker.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (ticketBroker *TicketBroker) TryPackStaking() ([]byte, error) {
	return ticketBroker.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (ticketBroker *TicketBroker) UnpackStaking(data []byte) (common.Address, error) {
	out, err := ticketBroker.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTicketDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x89f7b709.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ticketDigest((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket) view returns(bytes32)
func (ticketBroker *TicketBroker) PackTicketDigest(ticket ITicketBrokerTicket) []byte {
	enc, err := ticketBroker.abi.Pack("ticketDigest", ticket)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTicketDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x89f7b709.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ticketDigest((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket) view returns(bytes32)
func (ticketBroker *TicketBroker) TryPackTicketDigest(ticket ITicketBrokerTicket) ([]byte, error) {
	return ticketBroker.abi.Pack("ticketDigest", ticket)
}

// UnpackTicketDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x89f7b709.
//
// Solidity: function ticketDigest((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket) view returns(bytes32)
func (ticketBroker *TicketBroker) UnpackTicketDigest(data []byte) ([32]byte, error) {
	out, err := ticketBroker.abi.Unpack("ticketDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackTicketValidity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7eedb7d6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ticketValidity() view returns(uint64)
func (ticketBroker *TicketBroker) PackTicketValidity() []byte {
	enc, err := ticketBroker.abi.Pack("ticketValidity")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTicketValidity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7eedb7d6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ticketValidity() view returns(uint64)
func (ticketBroker *TicketBroker) TryPackTicketValidity() ([]byte, error) {
	return ticketBroker.abi.Pack("ticketValidity")
}

// UnpackTicketValidity is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7eedb7d6.
//
// Solidity: function ticketValidity() view returns(uint64)
func (ticketBroker *TicketBroker) UnpackTicketValidity(data []byte) (uint64, error) {
	out, err := ticketBroker.abi.Unpack("ticketValidity", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackUnlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa69df4b5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unlock() returns()
func (ticketBroker *TicketBroker) PackUnlock() []byte {
	enc, err := ticketBroker.abi.Pack("unlock")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnlock is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa69df4b5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unlock() returns()
func (ticketBroker *TicketBroker) TryPackUnlock() ([]byte, error) {
	return ticketBroker.abi.Pack("unlock")
}

// PackUnlockRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3b0a3976.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unlockRounds() view returns(uint64)
func (ticketBroker *TicketBroker) PackUnlockRounds() []byte {
	enc, err := ticketBroker.abi.Pack("unlockRounds")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnlockRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3b0a3976.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unlockRounds() view returns(uint64)
func (ticketBroker *TicketBroker) TryPackUnlockRounds() ([]byte, error) {
	return ticketBroker.abi.Pack("unlockRounds")
}

// UnpackUnlockRounds is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3b0a3976.
//
// Solidity: function unlockRounds() view returns(uint64)
func (ticketBroker *TicketBroker) UnpackUnlockRounds(data []byte) (uint64, error) {
	out, err := ticketBroker.abi.Unpack("unlockRounds", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackWinMask is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04bc34c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function winMask((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket, bytes32 recipientRand) view returns(uint256 mask)
func (ticketBroker *TicketBroker) PackWinMask(ticket ITicketBrokerTicket, recipientRand [32]byte) []byte {
	enc, err := ticketBroker.abi.Pack("winMask", ticket, recipientRand)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWinMask is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04bc34c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function winMask((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket, bytes32 recipientRand) view returns(uint256 mask)
func (ticketBroker *TicketBroker) TryPackWinMask(ticket ITicketBrokerTicket, recipientRand [32]byte) ([]byte, error) {
	return ticketBroker.abi.Pack("winMask", ticket, recipientRand)
}

// UnpackWinMask is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x04bc34c9.
//
// Solidity: function winMask((address,address,uint128,uint64,uint32,uint256,bytes32,bytes32,uint64,uint32) ticket, bytes32 recipientRand) view returns(uint256 mask)
func (ticketBroker *TicketBroker) UnpackWinMask(data []byte) (*big.Int, error) {
	out, err := ticketBroker.abi.Unpack("winMask", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ccfd60b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw() returns()
func (ticketBroker *TicketBroker) PackWithdraw() []byte {
	enc, err := ticketBroker.abi.Pack("withdraw")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ccfd60b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw() returns()
func (ticketBroker *TicketBroker) TryPackWithdraw() ([]byte, error) {
	return ticketBroker.abi.Pack("withdraw")
}

// TicketBrokerEIP712DomainChanged represents a EIP712DomainChanged event raised by the TicketBroker contract.
type TicketBrokerEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const TicketBrokerEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (TicketBrokerEIP712DomainChanged) ContractEventName() string {
	return TicketBrokerEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (ticketBroker *TicketBroker) UnpackEIP712DomainChangedEvent(log *types.Log) (*TicketBrokerEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerFeesPaid represents a FeesPaid event raised by the TicketBroker contract.
type TicketBrokerFeesPaid struct {
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const TicketBrokerFeesPaidEventName = "FeesPaid"

// ContractEventName returns the user-defined event name.
func (TicketBrokerFeesPaid) ContractEventName() string {
	return TicketBrokerFeesPaidEventName
}

// UnpackFeesPaidEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event FeesPaid(address indexed to, uint256 amount)
func (ticketBroker *TicketBroker) UnpackFeesPaidEvent(log *types.Log) (*TicketBrokerFeesPaid, error) {
	event := "FeesPaid"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerFeesPaid)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerFunded represents a Funded event raised by the TicketBroker contract.
type TicketBrokerFunded struct {
	Payer   common.Address
	Owner   common.Address
	Deposit *big.Int
	Reserve *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const TicketBrokerFundedEventName = "Funded"

// ContractEventName returns the user-defined event name.
func (TicketBrokerFunded) ContractEventName() string {
	return TicketBrokerFundedEventName
}

// UnpackFundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Funded(address indexed payer, address indexed owner, uint256 deposit, uint256 reserve)
func (ticketBroker *TicketBroker) UnpackFundedEvent(log *types.Log) (*TicketBrokerFunded, error) {
	event := "Funded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerFunded)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerParameterSet represents a ParameterSet event raised by the TicketBroker contract.
type TicketBrokerParameterSet struct {
	Name     [32]byte
	OldValue *big.Int
	NewValue *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const TicketBrokerParameterSetEventName = "ParameterSet"

// ContractEventName returns the user-defined event name.
func (TicketBrokerParameterSet) ContractEventName() string {
	return TicketBrokerParameterSetEventName
}

// UnpackParameterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ParameterSet(bytes32 indexed name, uint256 oldValue, uint256 newValue)
func (ticketBroker *TicketBroker) UnpackParameterSetEvent(log *types.Log) (*TicketBrokerParameterSet, error) {
	event := "ParameterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerParameterSet)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerPauseSet represents a PauseSet event raised by the TicketBroker contract.
type TicketBrokerPauseSet struct {
	Paused bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const TicketBrokerPauseSetEventName = "PauseSet"

// ContractEventName returns the user-defined event name.
func (TicketBrokerPauseSet) ContractEventName() string {
	return TicketBrokerPauseSetEventName
}

// UnpackPauseSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PauseSet(bool paused)
func (ticketBroker *TicketBroker) UnpackPauseSetEvent(log *types.Log) (*TicketBrokerPauseSet, error) {
	event := "PauseSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerPauseSet)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerRedemptionFailed represents a RedemptionFailed event raised by the TicketBroker contract.
type TicketBrokerRedemptionFailed struct {
	Index  *big.Int
	Digest [32]byte
	Reason []byte
	Raw    *types.Log // Blockchain specific contextual infos
}

const TicketBrokerRedemptionFailedEventName = "RedemptionFailed"

// ContractEventName returns the user-defined event name.
func (TicketBrokerRedemptionFailed) ContractEventName() string {
	return TicketBrokerRedemptionFailedEventName
}

// UnpackRedemptionFailedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RedemptionFailed(uint256 indexed index, bytes32 indexed digest, bytes reason)
func (ticketBroker *TicketBroker) UnpackRedemptionFailedEvent(log *types.Log) (*TicketBrokerRedemptionFailed, error) {
	event := "RedemptionFailed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerRedemptionFailed)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerTicketRedeemed represents a TicketRedeemed event raised by the TicketBroker contract.
type TicketBrokerTicketRedeemed struct {
	Sender      common.Address
	Recipient   common.Address
	Lane        uint32
	Nonce       uint64
	Wins        *big.Int
	Amount      *big.Int
	FromReserve *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const TicketBrokerTicketRedeemedEventName = "TicketRedeemed"

// ContractEventName returns the user-defined event name.
func (TicketBrokerTicketRedeemed) ContractEventName() string {
	return TicketBrokerTicketRedeemedEventName
}

// UnpackTicketRedeemedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TicketRedeemed(address indexed sender, address indexed recipient, uint32 indexed lane, uint64 nonce, uint256 wins, uint256 amount, uint256 fromReserve)
func (ticketBroker *TicketBroker) UnpackTicketRedeemedEvent(log *types.Log) (*TicketBrokerTicketRedeemed, error) {
	event := "TicketRedeemed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerTicketRedeemed)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerUnlockCancelled represents a UnlockCancelled event raised by the TicketBroker contract.
type TicketBrokerUnlockCancelled struct {
	Owner common.Address
	Raw   *types.Log // Blockchain specific contextual infos
}

const TicketBrokerUnlockCancelledEventName = "UnlockCancelled"

// ContractEventName returns the user-defined event name.
func (TicketBrokerUnlockCancelled) ContractEventName() string {
	return TicketBrokerUnlockCancelledEventName
}

// UnpackUnlockCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event UnlockCancelled(address indexed owner)
func (ticketBroker *TicketBroker) UnpackUnlockCancelledEvent(log *types.Log) (*TicketBrokerUnlockCancelled, error) {
	event := "UnlockCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerUnlockCancelled)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerUnlockStarted represents a UnlockStarted event raised by the TicketBroker contract.
type TicketBrokerUnlockStarted struct {
	Owner         common.Address
	WithdrawRound uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const TicketBrokerUnlockStartedEventName = "UnlockStarted"

// ContractEventName returns the user-defined event name.
func (TicketBrokerUnlockStarted) ContractEventName() string {
	return TicketBrokerUnlockStartedEventName
}

// UnpackUnlockStartedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event UnlockStarted(address indexed owner, uint64 withdrawRound)
func (ticketBroker *TicketBroker) UnpackUnlockStartedEvent(log *types.Log) (*TicketBrokerUnlockStarted, error) {
	event := "UnlockStarted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerUnlockStarted)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TicketBrokerWithdrawn represents a Withdrawn event raised by the TicketBroker contract.
type TicketBrokerWithdrawn struct {
	Owner   common.Address
	Deposit *big.Int
	Reserve *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const TicketBrokerWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (TicketBrokerWithdrawn) ContractEventName() string {
	return TicketBrokerWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed owner, uint256 deposit, uint256 reserve)
func (ticketBroker *TicketBroker) UnpackWithdrawnEvent(log *types.Log) (*TicketBrokerWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != ticketBroker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TicketBrokerWithdrawn)
	if len(log.Data) > 0 {
		if err := ticketBroker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range ticketBroker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (ticketBroker *TicketBroker) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["AlreadyUnlocking"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackAlreadyUnlockingError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["AmountTooLarge"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackAmountTooLargeError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["DrawLost"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackDrawLostError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["InsufficientFunds"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackInsufficientFundsError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["InvalidDraws"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackInvalidDrawsError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["InvalidSignature"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NoSuchDraw"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNoSuchDrawError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NonceUsed"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNonceUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NotInSnapshot"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNotInSnapshotError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NotRecipient"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNotRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NotUnlocking"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNotUnlockingError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NothingToWithdraw"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNothingToWithdrawError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["NothingWon"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackNothingWonError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["Paused"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["StillLocked"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackStillLockedError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["TicketExpired"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackTicketExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["TicketFromFuture"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackTicketFromFutureError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["UnknownParameter"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackUnknownParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["WrongRecipientRand"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackWrongRecipientRandError(raw[4:])
	}
	if bytes.Equal(raw[:4], ticketBroker.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return ticketBroker.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// TicketBrokerAlreadyUnlocking represents a AlreadyUnlocking error raised by the TicketBroker contract.
type TicketBrokerAlreadyUnlocking struct {
	Owner         common.Address
	WithdrawRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyUnlocking(address owner, uint64 withdrawRound)
func TicketBrokerAlreadyUnlockingErrorID() common.Hash {
	return common.HexToHash("0x7374defe1d78895a07cf2275577e18de705ec66e4e73fffc5e4bd95ec4f2b7e1")
}

// UnpackAlreadyUnlockingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyUnlocking(address owner, uint64 withdrawRound)
func (ticketBroker *TicketBroker) UnpackAlreadyUnlockingError(raw []byte) (*TicketBrokerAlreadyUnlocking, error) {
	out := new(TicketBrokerAlreadyUnlocking)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "AlreadyUnlocking", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerAmountTooLarge represents a AmountTooLarge error raised by the TicketBroker contract.
type TicketBrokerAmountTooLarge struct {
	Amount *big.Int
	Max    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AmountTooLarge(uint256 amount, uint256 max)
func TicketBrokerAmountTooLargeErrorID() common.Hash {
	return common.HexToHash("0x7f162703b1fbad455ee7087f54e476f5f7b21f668d715d2aa1b9371e813d293d")
}

// UnpackAmountTooLargeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AmountTooLarge(uint256 amount, uint256 max)
func (ticketBroker *TicketBroker) UnpackAmountTooLargeError(raw []byte) (*TicketBrokerAmountTooLarge, error) {
	out := new(TicketBrokerAmountTooLarge)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "AmountTooLarge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerDrawLost represents a DrawLost error raised by the TicketBroker contract.
type TicketBrokerDrawLost struct {
	Draw    *big.Int
	Value   *big.Int
	WinProb *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DrawLost(uint256 draw, uint256 value, uint256 winProb)
func TicketBrokerDrawLostErrorID() common.Hash {
	return common.HexToHash("0x4d8bcfb969757a9e2800d40ac650c6149d74cc56c7330c6abea62b266b9142ae")
}

// UnpackDrawLostError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DrawLost(uint256 draw, uint256 value, uint256 winProb)
func (ticketBroker *TicketBroker) UnpackDrawLostError(raw []byte) (*TicketBrokerDrawLost, error) {
	out := new(TicketBrokerDrawLost)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "DrawLost", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerInsufficientFunds represents a InsufficientFunds error raised by the TicketBroker contract.
type TicketBrokerInsufficientFunds struct {
	Sender    common.Address
	Available *big.Int
	Owed      *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientFunds(address sender, uint256 available, uint256 owed)
func TicketBrokerInsufficientFundsErrorID() common.Hash {
	return common.HexToHash("0x5c54305ea97a090f7d52fb57465b618e802d25aa7b81e138910eb721cdde8dbd")
}

// UnpackInsufficientFundsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientFunds(address sender, uint256 available, uint256 owed)
func (ticketBroker *TicketBroker) UnpackInsufficientFundsError(raw []byte) (*TicketBrokerInsufficientFunds, error) {
	out := new(TicketBrokerInsufficientFunds)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "InsufficientFunds", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerInvalidDraws represents a InvalidDraws error raised by the TicketBroker contract.
type TicketBrokerInvalidDraws struct {
	Draws uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidDraws(uint32 draws)
func TicketBrokerInvalidDrawsErrorID() common.Hash {
	return common.HexToHash("0x92ec41615f3902e7aca848a68208f1c171ad298da75751a199dd7c3a5e693be6")
}

// UnpackInvalidDrawsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidDraws(uint32 draws)
func (ticketBroker *TicketBroker) UnpackInvalidDrawsError(raw []byte) (*TicketBrokerInvalidDraws, error) {
	out := new(TicketBrokerInvalidDraws)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "InvalidDraws", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerInvalidParameter represents a InvalidParameter error raised by the TicketBroker contract.
type TicketBrokerInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func TicketBrokerInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (ticketBroker *TicketBroker) UnpackInvalidParameterError(raw []byte) (*TicketBrokerInvalidParameter, error) {
	out := new(TicketBrokerInvalidParameter)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerInvalidShortString represents a InvalidShortString error raised by the TicketBroker contract.
type TicketBrokerInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func TicketBrokerInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (ticketBroker *TicketBroker) UnpackInvalidShortStringError(raw []byte) (*TicketBrokerInvalidShortString, error) {
	out := new(TicketBrokerInvalidShortString)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerInvalidSignature represents a InvalidSignature error raised by the TicketBroker contract.
type TicketBrokerInvalidSignature struct {
	Sender common.Address
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidSignature(address sender, bytes32 digest)
func TicketBrokerInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0x0e96aab8546c66e2a12e869e245a5c940c1b9050e8eddcde7e2955f65c07045d")
}

// UnpackInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidSignature(address sender, bytes32 digest)
func (ticketBroker *TicketBroker) UnpackInvalidSignatureError(raw []byte) (*TicketBrokerInvalidSignature, error) {
	out := new(TicketBrokerInvalidSignature)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "InvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNoSuchDraw represents a NoSuchDraw error raised by the TicketBroker contract.
type TicketBrokerNoSuchDraw struct {
	Draw  *big.Int
	Draws uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchDraw(uint256 draw, uint32 draws)
func TicketBrokerNoSuchDrawErrorID() common.Hash {
	return common.HexToHash("0xf2f489beefbcedc8b14ef55c963ed4858fd33bcb130a5cfeecdb643f61b189db")
}

// UnpackNoSuchDrawError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchDraw(uint256 draw, uint32 draws)
func (ticketBroker *TicketBroker) UnpackNoSuchDrawError(raw []byte) (*TicketBrokerNoSuchDraw, error) {
	out := new(TicketBrokerNoSuchDraw)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NoSuchDraw", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNonceUsed represents a NonceUsed error raised by the TicketBroker contract.
type TicketBrokerNonceUsed struct {
	Nonce     uint64
	LastNonce uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NonceUsed(uint64 nonce, uint64 lastNonce)
func TicketBrokerNonceUsedErrorID() common.Hash {
	return common.HexToHash("0xe9cdf7c291646986df5c794e7f466419552de9b79da31a7a692b85dd067f092e")
}

// UnpackNonceUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NonceUsed(uint64 nonce, uint64 lastNonce)
func (ticketBroker *TicketBroker) UnpackNonceUsedError(raw []byte) (*TicketBrokerNonceUsed, error) {
	out := new(TicketBrokerNonceUsed)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NonceUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNotInSnapshot represents a NotInSnapshot error raised by the TicketBroker contract.
type TicketBrokerNotInSnapshot struct {
	Recipient common.Address
	Round     uint64
	Index     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotInSnapshot(address recipient, uint64 round, uint256 index)
func TicketBrokerNotInSnapshotErrorID() common.Hash {
	return common.HexToHash("0x6bd33104590010ef895e7a6e6e98745ad0a9f9d5ad3fa2ebf86f1ce0d9279547")
}

// UnpackNotInSnapshotError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotInSnapshot(address recipient, uint64 round, uint256 index)
func (ticketBroker *TicketBroker) UnpackNotInSnapshotError(raw []byte) (*TicketBrokerNotInSnapshot, error) {
	out := new(TicketBrokerNotInSnapshot)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NotInSnapshot", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNotRecipient represents a NotRecipient error raised by the TicketBroker contract.
type TicketBrokerNotRecipient struct {
	Caller    common.Address
	Recipient common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRecipient(address caller, address recipient)
func TicketBrokerNotRecipientErrorID() common.Hash {
	return common.HexToHash("0x1ae35ccaa6a89d23545c98a2942925f663bd586f98073b0984cd7180f1e6e9af")
}

// UnpackNotRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRecipient(address caller, address recipient)
func (ticketBroker *TicketBroker) UnpackNotRecipientError(raw []byte) (*TicketBrokerNotRecipient, error) {
	out := new(TicketBrokerNotRecipient)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NotRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNotUnlocking represents a NotUnlocking error raised by the TicketBroker contract.
type TicketBrokerNotUnlocking struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotUnlocking(address owner)
func TicketBrokerNotUnlockingErrorID() common.Hash {
	return common.HexToHash("0x16d2d19cab0a3b6f84342da482444b866056deeaaad347f3074159b9a6b66028")
}

// UnpackNotUnlockingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotUnlocking(address owner)
func (ticketBroker *TicketBroker) UnpackNotUnlockingError(raw []byte) (*TicketBrokerNotUnlocking, error) {
	out := new(TicketBrokerNotUnlocking)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NotUnlocking", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNothingToWithdraw represents a NothingToWithdraw error raised by the TicketBroker contract.
type TicketBrokerNothingToWithdraw struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToWithdraw(address owner)
func TicketBrokerNothingToWithdrawErrorID() common.Hash {
	return common.HexToHash("0xdc69dc16e4a8405b44139edda9a06ee66b303337358b6f4633533d65de15b7f4")
}

// UnpackNothingToWithdrawError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToWithdraw(address owner)
func (ticketBroker *TicketBroker) UnpackNothingToWithdrawError(raw []byte) (*TicketBrokerNothingToWithdraw, error) {
	out := new(TicketBrokerNothingToWithdraw)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NothingToWithdraw", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerNothingWon represents a NothingWon error raised by the TicketBroker contract.
type TicketBrokerNothingWon struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingWon()
func TicketBrokerNothingWonErrorID() common.Hash {
	return common.HexToHash("0xec4a332141f8a3d8fdedebb9de4a330cd243628cf534ff8134bea0e834858769")
}

// UnpackNothingWonError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingWon()
func (ticketBroker *TicketBroker) UnpackNothingWonError(raw []byte) (*TicketBrokerNothingWon, error) {
	out := new(TicketBrokerNothingWon)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "NothingWon", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerPaused represents a Paused error raised by the TicketBroker contract.
type TicketBrokerPaused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Paused()
func TicketBrokerPausedErrorID() common.Hash {
	return common.HexToHash("0x9e87fac88ff661f02d44f95383c817fece4bce600a3dab7a54406878b965e752")
}

// UnpackPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Paused()
func (ticketBroker *TicketBroker) UnpackPausedError(raw []byte) (*TicketBrokerPaused, error) {
	out := new(TicketBrokerPaused)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "Paused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the TicketBroker contract.
type TicketBrokerSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func TicketBrokerSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (ticketBroker *TicketBroker) UnpackSafeERC20FailedOperationError(raw []byte) (*TicketBrokerSafeERC20FailedOperation, error) {
	out := new(TicketBrokerSafeERC20FailedOperation)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerStillLocked represents a StillLocked error raised by the TicketBroker contract.
type TicketBrokerStillLocked struct {
	WithdrawRound uint64
	CurrentRound  uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func TicketBrokerStillLockedErrorID() common.Hash {
	return common.HexToHash("0xfd6bebf7f0f2025982a1b05f34b904f9bb532cce7383cfe082b2220194733281")
}

// UnpackStillLockedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func (ticketBroker *TicketBroker) UnpackStillLockedError(raw []byte) (*TicketBrokerStillLocked, error) {
	out := new(TicketBrokerStillLocked)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "StillLocked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerStringTooLong represents a StringTooLong error raised by the TicketBroker contract.
type TicketBrokerStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func TicketBrokerStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (ticketBroker *TicketBroker) UnpackStringTooLongError(raw []byte) (*TicketBrokerStringTooLong, error) {
	out := new(TicketBrokerStringTooLong)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerTicketExpired represents a TicketExpired error raised by the TicketBroker contract.
type TicketBrokerTicketExpired struct {
	LastValidRound uint64
	CurrentRound   uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TicketExpired(uint64 lastValidRound, uint64 currentRound)
func TicketBrokerTicketExpiredErrorID() common.Hash {
	return common.HexToHash("0xc4302c1ca02d30419e9378dbd461979df66737d2a7689040cc08370609f6f230")
}

// UnpackTicketExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TicketExpired(uint64 lastValidRound, uint64 currentRound)
func (ticketBroker *TicketBroker) UnpackTicketExpiredError(raw []byte) (*TicketBrokerTicketExpired, error) {
	out := new(TicketBrokerTicketExpired)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "TicketExpired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerTicketFromFuture represents a TicketFromFuture error raised by the TicketBroker contract.
type TicketBrokerTicketFromFuture struct {
	Round        uint64
	CurrentRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TicketFromFuture(uint64 round, uint64 currentRound)
func TicketBrokerTicketFromFutureErrorID() common.Hash {
	return common.HexToHash("0x5f5d990222df20fd81e743c7e916c464954b23e8126bdc219930d4414081c0dc")
}

// UnpackTicketFromFutureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TicketFromFuture(uint64 round, uint64 currentRound)
func (ticketBroker *TicketBroker) UnpackTicketFromFutureError(raw []byte) (*TicketBrokerTicketFromFuture, error) {
	out := new(TicketBrokerTicketFromFuture)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "TicketFromFuture", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerUnauthorized represents a Unauthorized error raised by the TicketBroker contract.
type TicketBrokerUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func TicketBrokerUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (ticketBroker *TicketBroker) UnpackUnauthorizedError(raw []byte) (*TicketBrokerUnauthorized, error) {
	out := new(TicketBrokerUnauthorized)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerUnknownParameter represents a UnknownParameter error raised by the TicketBroker contract.
type TicketBrokerUnknownParameter struct {
	Name [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownParameter(bytes32 name)
func TicketBrokerUnknownParameterErrorID() common.Hash {
	return common.HexToHash("0x4c695695cc5173647db3f5d25b109f9eeac05f8f83f37785b43bc23190dc47e3")
}

// UnpackUnknownParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownParameter(bytes32 name)
func (ticketBroker *TicketBroker) UnpackUnknownParameterError(raw []byte) (*TicketBrokerUnknownParameter, error) {
	out := new(TicketBrokerUnknownParameter)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "UnknownParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerWrongRecipientRand represents a WrongRecipientRand error raised by the TicketBroker contract.
type TicketBrokerWrongRecipientRand struct {
	Hash     [32]byte
	Expected [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongRecipientRand(bytes32 hash, bytes32 expected)
func TicketBrokerWrongRecipientRandErrorID() common.Hash {
	return common.HexToHash("0x7cff6943485daed8576b2913fb7da630902c0e67a66abfc4840618d5a5fda26f")
}

// UnpackWrongRecipientRandError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongRecipientRand(bytes32 hash, bytes32 expected)
func (ticketBroker *TicketBroker) UnpackWrongRecipientRandError(raw []byte) (*TicketBrokerWrongRecipientRand, error) {
	out := new(TicketBrokerWrongRecipientRand)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "WrongRecipientRand", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TicketBrokerZeroAmount represents a ZeroAmount error raised by the TicketBroker contract.
type TicketBrokerZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func TicketBrokerZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (ticketBroker *TicketBroker) UnpackZeroAmountError(raw []byte) (*TicketBrokerZeroAmount, error) {
	out := new(TicketBrokerZeroAmount)
	if err := ticketBroker.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
