package evmtest_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
)

const (
	chainID = 1337   // the simulated backend's
	round   = 86_400 // seconds
)

// rules are a set of fork rules: today's mainnet, or every fork that the EVM here knows.
type rules string

const (
	today    rules = "today"
	allForks rules = "all forks"
)

// system is a whole deployment on a chain in memory.
type system struct {
	t       testing.TB
	backend *simulated.Backend
	owner   *ecdsa.PrivateKey
	nonces  map[common.Address]uint64

	token, usd, params, staking, minter, registry, broker, court, probe common.Address
}

func ether(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(1e18)) }

// key is one of many accounts with ether.
func key(n int) *ecdsa.PrivateKey {
	k, err := crypto.ToECDSA(common.LeftPadBytes(big.NewInt(int64(n)+1_000_000).Bytes(), 32))
	if err != nil {
		panic(err) // any number in range is a key
	}
	return k
}

func addr(k *ecdsa.PrivateKey) common.Address { return crypto.PubkeyToAddress(k.PublicKey) }

// keys is how many accounts have ether.
const keys = 300

func deploy(t testing.TB, r rules) *system {
	t.Helper()
	s := &system{t: t, owner: key(0), nonces: map[common.Address]uint64{}}
	alloc := types.GenesisAlloc{}
	for i := range keys {
		alloc[addr(key(i))] = types.Account{Balance: ether(1_000_000)}
	}
	s.backend = simulated.NewBackend(alloc, func(_ *node.Config, cfg *ethconfig.Config) {
		cfg.Genesis.GasLimit = 1_000_000_000
		if r == today {
			config := *cfg.Genesis.Config
			config.AmsterdamTime, config.BogotaTime = nil, nil
			cfg.Genesis.Config = &config
		}
	})
	t.Cleanup(func() { require.NoError(t, s.backend.Close()) })

	s.token = s.create(bindings.StakeTokenMetaData.Bin, bindings.NewStakeToken().PackConstructor(ether(1_000_000_000)))
	s.usd = s.create(bindings.MockUSDMetaData.Bin, nil)
	s.params = s.create(bindings.ParamsMetaData.Bin, bindings.NewParams().PackConstructor(addr(s.owner)))
	s.staking = s.create(bindings.StakingMetaData.Bin,
		bindings.NewStaking().PackConstructor(s.token, s.params, round, 7, ether(100), 50_000))
	s.minter = s.create(bindings.MinterMetaData.Bin, bindings.NewMinter().PackConstructor(s.token, s.staking, s.params,
		bindings.MinterConfig{Inflation: 50_000_000, Step: 100_000, Target: 500_000, Bounty: ether(1)}))
	s.registry = s.create(bindings.ServiceRegistryMetaData.Bin, bindings.NewServiceRegistry().PackConstructor(s.staking))
	s.broker = s.create(bindings.TicketBrokerMetaData.Bin,
		bindings.NewTicketBroker().PackConstructor(s.usd, s.staking, s.registry, s.params, 2, 2))
	s.court = s.create(bindings.FaultCourtMetaData.Bin,
		bindings.NewFaultCourt().PackConstructor(s.usd, s.staking, s.registry, s.broker, s.params, bindings.FaultCourtConfig{
			Equivocation: 100_000, Overbilling: 50_000, MissedDeadline: 5_000, Unavailable: 5_000, FinderPart: 500_000,
			AnswerTime: 3600, Retention: 600, EvidenceRounds: 6, MaxChallenges: 8, ChallengeStake: big.NewInt(5_000_000),
		}))
	s.probe = s.create(ProbeMetaData.Bin, nil)
	s.must(s.owner, s.token, bindings.NewStakeToken().PackSetMinter(s.minter))
	s.must(s.owner, s.params, bindings.NewParams().PackWire(bindings.IParamsContracts{
		StakeToken: s.token, Staking: s.staking, Minter: s.minter, ServiceRegistry: s.registry,
		Asset: s.usd, TicketBroker: s.broker, FaultCourt: s.court,
	}))
	return s
}

func (s *system) create(bytecode string, args []byte) common.Address {
	return s.send(s.owner, nil, append(common.FromHex(bytecode), args...)).ContractAddress
}

// send mines one transaction in a block of its own.
func (s *system) send(k *ecdsa.PrivateKey, to *common.Address, data []byte) *types.Receipt {
	s.t.Helper()
	ctx := context.Background()
	from := addr(k)
	gas, err := s.backend.Client().EstimateGas(ctx, ethereum.CallMsg{From: from, To: to, Data: data})
	require.NoError(s.t, err, revertData(err))
	tx := types.MustSignNewTx(k, types.LatestSignerForChainID(big.NewInt(chainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: s.nonces[from], To: to, Data: data,
		Gas: gas + gas/4, GasFeeCap: big.NewInt(1e10), GasTipCap: big.NewInt(1e9),
	})
	require.NoError(s.t, s.backend.Client().SendTransaction(ctx, tx))
	s.nonces[from]++
	s.backend.Commit()
	var receipt *types.Receipt
	require.Eventually(s.t, func() bool { // the node indexes behind its own back
		receipt, err = s.backend.Client().TransactionReceipt(ctx, tx.Hash())
		return err == nil
	}, time.Minute, time.Millisecond)
	require.Equal(s.t, types.ReceiptStatusSuccessful, receipt.Status)
	return receipt
}

func revertData(err error) string {
	var data interface{ ErrorData() any }
	if errors.As(err, &data) {
		return data.ErrorData().(string)
	}
	return ""
}

// must sends a call that goes through, and says what it cost.
func (s *system) must(k *ecdsa.PrivateKey, to common.Address, data []byte) uint64 {
	s.t.Helper()
	return s.send(k, &to, data).GasUsed
}

// call asks a contract.
func (s *system) call(to common.Address, data []byte) []byte {
	s.t.Helper()
	out, err := s.backend.Client().CallContract(context.Background(), ethereum.CallMsg{To: &to, Data: data}, nil)
	require.NoError(s.t, err)
	return out
}

// hash asks a contract for one word.
func (s *system) hash(to common.Address, data []byte) common.Hash {
	s.t.Helper()
	return common.BytesToHash(s.call(to, data))
}

// fund gives an account tokens, and lets Staking take them.
func (s *system) fund(k *ecdsa.PrivateKey, tokens *big.Int) {
	token := bindings.NewStakeToken()
	s.must(s.owner, s.token, token.PackTransfer(addr(k), tokens))
	s.must(k, s.token, token.PackApprove(s.staking, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))))
}

// turn goes to the next round's beginning and takes its snapshot.
func (s *system) turn(keeper *ecdsa.PrivateKey) uint64 {
	s.skip()
	return s.must(keeper, s.staking, bindings.NewStaking().PackInitRound())
}

// skip goes a round further.
func (s *system) skip() {
	require.Eventually(s.t, func() bool { // the pool forgets what was mined behind the chain's back
		return s.backend.AdjustTime(round*time.Second) == nil
	}, time.Minute, time.Millisecond)
}
