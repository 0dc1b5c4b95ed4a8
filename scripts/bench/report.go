package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// Names in the report.
const (
	oursName  = "millrace"
	childName = "media child"
)

// Targets.
const (
	maxRatio     = 1.05
	maxSSIMLoss  = 0.002
	partDuration = 500 * time.Millisecond
	maxDelay     = partDuration + 300*time.Millisecond
	maxMemory    = 150 << 20
)

// report is everything that was measured.
type report struct {
	Date        time.Time       `json:"date"`
	Machine     machine         `json:"machine"`
	Clip        clip            `json:"clip"`
	Runs        int             `json:"runs,omitempty"`
	Ladder      []ladderRow     `json:"ladder,omitempty"`
	Processes   []process       `json:"processes,omitempty"` // ours
	Delay       []delayRow      `json:"delay,omitempty"`
	Memory      *brief          `json:"broadcaster_memory,omitempty"`
	Differences []string        `json:"settings_that_differ,omitempty"` // of ours against FFmpeg's, as x264 says
	Command     string          `json:"ffmpeg_command,omitempty"`
	Targets     []targetLine    `json:"targets,omitempty"`
	Soak        *soak           `json:"soak,omitempty"`
	Ingest      []ingestRow     `json:"ingest,omitempty"`
	Sessions    *sessionFigures `json:"sessions,omitempty"`
}

// ladderRow is one side. Times are medians over the runs.
type ladderRow struct {
	Name        string             `json:"name"`
	What        string             `json:"what"`
	CPUSeconds  float64            `json:"cpu_s"`
	AllCPU      []float64          `json:"cpu_s_of_runs"`
	Ratio       float64            `json:"ratio"` // of CPU seconds, to FFmpeg with the same settings and pace
	WallSeconds float64            `json:"wall_s"`
	PeakBytes   int64              `json:"peak_rss_bytes"`
	SSIM        map[string]float64 `json:"ssim"`
	Bitrate     map[string]float64 `json:"bit_s"` // of the files
}

// delayRow is how late a rung's parts became visible, in milliseconds, over all runs.
type delayRow struct {
	Rung  string      `json:"rung"`
	Parts int         `json:"parts"`
	Late  percentiles `json:"after_last_frame_ms"`
	Whole percentiles `json:"after_first_frame_ms"`
	First float64     `json:"first_part_ms"` // after the stream's first frame; median of the runs
}

type percentiles struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// brief is the broadcaster's memory.
type brief struct {
	Peak  int64 `json:"peak_rss_bytes"`
	Final int64 `json:"final_rss_bytes"` // when the stream had ended, and is still playable
}

// targetLine is one thing that must hold.
type targetLine struct {
	What string `json:"what"`
	Got  string `json:"got"`
	Met  bool   `json:"met"`
}

// fill computes the report from what was measured.
func (r *report) fill(ours []liveRun, variants []variant, reference map[string][]commandRun, q map[string]quality) error {
	if len(ours) == 0 || len(reference[liveVariant]) == 0 || len(reference[sameVariant]) == 0 {
		return errors.New("nothing was measured")
	}
	r.Runs = len(ours)
	row := ladderRow{Name: oursName, What: "millrace, over RTMP and two network hops", SSIM: q[oursName].ssim, Bitrate: q[oursName].bitrate}
	var walls, peaks, finals, broadcasterPeaks []float64
	for _, run := range ours {
		row.AllCPU = append(row.AllCPU, run.cpu())
		walls, peaks, finals = append(walls, run.wall.Seconds()), append(peaks, float64(run.peak())), append(finals, float64(run.final))
		for _, p := range run.processes {
			if p.Name == "broadcaster" {
				broadcasterPeaks = append(broadcasterPeaks, float64(p.PeakBytes))
			}
		}
	}
	row.WallSeconds, row.PeakBytes = median(walls), int64(median(peaks))
	r.Ladder = append(r.Ladder, row)
	r.Memory = &brief{Peak: int64(percentile(broadcasterPeaks, 100)), Final: int64(median(finals))}
	for _, v := range variants {
		row := ladderRow{Name: v.name, What: v.what, SSIM: q[v.name].ssim, Bitrate: q[v.name].bitrate}
		walls, peaks = nil, nil
		for _, run := range reference[v.name] {
			row.AllCPU = append(row.AllCPU, run.cpu.Seconds())
			walls, peaks = append(walls, run.wall.Seconds()), append(peaks, float64(run.peak))
		}
		row.WallSeconds, row.PeakBytes = median(walls), int64(median(peaks))
		r.Ladder = append(r.Ladder, row)
		if v.name == liveVariant {
			r.Command = "ffmpeg " + strings.Join(quoted(v.args("CLIP", "")), " ")
		}
	}
	for i := range r.Ladder {
		r.Ladder[i].CPUSeconds = median(r.Ladder[i].AllCPU)
		r.Ladder[i].Ratio = r.Ladder[i].CPUSeconds / median(r.Ladder[1].AllCPU)
	}
	for i, p := range ours[0].processes {
		var cpu, peak []float64
		for _, run := range ours {
			cpu, peak = append(cpu, run.processes[i].CPUSeconds), append(peak, float64(run.processes[i].PeakBytes))
		}
		r.Processes = append(r.Processes, process{p.Name, median(cpu), int64(median(peak))})
	}
	for i, rung := range ours[0].rungs {
		var late, whole []time.Duration
		var first []float64
		for _, run := range ours {
			late, whole = append(late, run.rungs[i].late...), append(whole, run.rungs[i].whole...)
			first = append(first, milliseconds(run.rungs[i].first))
		}
		r.Delay = append(r.Delay, delayRow{rung.name, len(late), summarize(late), summarize(whole), median(first)})
	}
	r.Differences = compareSettings(q[oursName].settings, q[liveVariant].settings)
	r.judge()
	return nil
}

// judge compares with the targets. The processor time is compared with FFmpeg twice: at our pace, and as it would be
// used on a file.
func (r *report) judge() {
	ours, theirs, unpaced := r.Ladder[0], r.Ladder[1], r.Ladder[2]
	add := func(met bool, what, got string) {
		r.Targets = append(r.Targets, targetLine{what, got, met})
	}
	add(ours.Ratio <= maxRatio, fmt.Sprintf("CPU seconds at most %.2f of FFmpeg's, both live", maxRatio), fmt.Sprintf("%.3f", ours.Ratio))
	ratio := ours.CPUSeconds / unpaced.CPUSeconds
	add(ratio <= maxRatio, fmt.Sprintf("CPU seconds at most %.2f of FFmpeg's as fast as it can", maxRatio), fmt.Sprintf("%.3f", ratio))
	loss, where := -1.0, ""
	for _, rung := range ladder() {
		if d := theirs.SSIM[rung.Name] - ours.SSIM[rung.Name]; d > loss {
			loss, where = d, rung.Name
		}
	}
	add(loss <= maxSSIMLoss, fmt.Sprintf("SSIM of every rung within %.3f of FFmpeg's, or above", maxSSIMLoss), fmt.Sprintf("%+.4f at %s", -loss, where))
	worst := delayRow{Rung: "none"}
	for _, d := range r.Delay {
		if d.Late.P95 >= worst.Late.P95 {
			worst = d
		}
	}
	add(worst.Late.P95 <= milliseconds(maxDelay), fmt.Sprintf("every rung's parts visible %.0f ms after their last frame (p95)", milliseconds(maxDelay)),
		fmt.Sprintf("%.0f ms at %s", worst.Late.P95, worst.Rung))
	soonest, latest := firstParts(r.Delay[1:])
	for _, first := range []struct {
		rung string
		ms   float64
	}{{"the first rung", soonest}, {"every rung", latest}} {
		add(first.ms <= milliseconds(maxFirstPart), fmt.Sprintf("the stream's first part visible on %s %.0f ms after it was whole at the source", first.rung, milliseconds(maxFirstPart)),
			fmt.Sprintf("%.0f ms", first.ms))
	}
	add(r.Memory.Peak <= maxMemory, fmt.Sprintf("broadcaster at most %d MiB", maxMemory>>20), fmt.Sprintf("%.0f MiB", mebibytes(r.Memory.Peak)))
}

// firstParts is how long after the source's first part was whole the first of rungs had it visible, and the last.
func firstParts(rungs []delayRow) (soonest, latest float64) {
	for i, d := range rungs {
		after := d.First - milliseconds(partDuration)
		latest = max(latest, after)
		if soonest = min(soonest, after); i == 0 {
			soonest = after
		}
	}
	return soonest, latest
}

func summarize(values []time.Duration) percentiles {
	at := func(p float64) float64 { return milliseconds(percentile(values, p)) }
	return percentiles{P50: at(50), P95: at(95), P99: at(99), Max: at(100)}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// quoted is a command line's words as a shell takes them.
func quoted(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if strings.ContainsAny(a, "[]; =*?") {
			a = "'" + a + "'"
		}
		out[i] = a
	}
	return out
}

// table is a heading and rows of text.
type table struct {
	title string
	head  []string
	rows  [][]string
}

// tables are the report's figures.
func (r *report) tables() []table {
	if r.Soak != nil {
		return []table{r.soakTable()}
	}
	if r.Sessions != nil {
		return r.Sessions.tables(r.Runs)
	}
	if len(r.Ingest) > 0 {
		return []table{r.ingestTable()}
	}
	sides := table{title: fmt.Sprintf("The ladder (medians of %d)", r.Runs), head: []string{"", "CPU s", "ratio", "wall s", "peak MiB"}}
	for _, rung := range ladder() {
		sides.head = append(sides.head, "SSIM "+rung.Name, "kbit/s")
	}
	for _, l := range r.Ladder {
		row := []string{l.What, fmt.Sprintf("%.2f", l.CPUSeconds), fmt.Sprintf("%.3f", l.Ratio), fmt.Sprintf("%.1f", l.WallSeconds), fmt.Sprintf("%.0f", mebibytes(l.PeakBytes))}
		for _, rung := range ladder() {
			row = append(row, fmt.Sprintf("%.5f", l.SSIM[rung.Name]), fmt.Sprintf("%.0f", l.Bitrate[rung.Name]/1000))
		}
		sides.rows = append(sides.rows, row)
	}
	split := table{title: "Ours by process", head: []string{"process", "CPU s", "peak MiB"}}
	for _, p := range r.Processes {
		split.rows = append(split.rows, []string{p.Name, fmt.Sprintf("%.2f", p.CPUSeconds), fmt.Sprintf("%.1f", mebibytes(p.PeakBytes))})
	}
	split.rows = append(split.rows, []string{"broadcaster, after the stream", "", fmt.Sprintf("%.1f", mebibytes(r.Memory.Final))})
	delay := table{
		title: "Delay until a part is visible, in ms after its last frame was sent (and after its first)",
		head:  []string{"rung", "parts", "p50", "p95", "p99", "max", "first: p50", "p95", "p99", "stream's first part"},
	}
	for _, d := range r.Delay {
		row := []string{d.Rung, fmt.Sprint(d.Parts)}
		for _, v := range []float64{d.Late.P50, d.Late.P95, d.Late.P99, d.Late.Max, d.Whole.P50, d.Whole.P95, d.Whole.P99, d.First} {
			row = append(row, fmt.Sprintf("%.0f", v))
		}
		delay.rows = append(delay.rows, row)
	}
	targets := table{title: "Targets", head: []string{"target", "measured", "met"}}
	for _, t := range r.Targets {
		met := "no"
		if t.Met {
			met = "yes"
		}
		targets.rows = append(targets.rows, []string{t.What, t.Got, met})
	}
	return []table{sides, split, delay, targets}
}

func (r *report) soakTable() table {
	t := table{title: "Resident memory while one looped stream is held, MiB (and its peak)", head: append([]string{"minute"}, soakNames()...)}
	for _, m := range r.Soak.Minutes {
		row := []string{fmt.Sprint(m.Minute)}
		for _, name := range soakNames() {
			row = append(row, fmt.Sprintf("%.1f (%.1f)", mebibytes(m.RSS[name]), mebibytes(m.Peak[name])))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// notes are what must be known about the figures.
func (r *report) notes() []string {
	m := r.Machine
	out := []string{
		fmt.Sprintf("%s, %d cores, %.0f GiB, %s, kernel %s; FFmpeg %s, %s, commit %s; %s; load average before it began %.2f",
			m.CPU, m.Cores, float64(m.Memory)/(1<<30), m.OS, m.Kernel, m.FFmpeg, m.Go, m.Commit, r.Date.Format("2006-01-02 15:04 MST"), m.LoadAvg),
		fmt.Sprintf("Clip: %d frames of %dx%d at %d/s, %d kbit/s; %s", r.Clip.Frames, clipWidth, clipHeight, clipRate, r.Clip.Kbits, r.Clip.What),
	}
	if m.busy() {
		out = append(out, "The machine was busy with something else: these figures are not to be trusted.")
	}
	if r.Command != "" {
		differ := "none"
		if len(r.Differences) > 0 {
			differ = strings.Join(r.Differences, "; ")
		}
		out = append(out,
			"x264's settings that differ, ours against FFmpeg's, as written in the streams: "+differ,
			"FFmpeg's command: "+r.Command)
	}
	return out
}

// text writes the report for a terminal.
func (r *report) text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, table := range r.tables() {
		fmt.Fprintf(t, "\n%s\n\n", table.title)
		fmt.Fprintln(t, strings.Join(table.head, "\t"))
		for _, row := range table.rows {
			fmt.Fprintln(t, strings.Join(row, "\t"))
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(r.notes(), "\n"))
	return err
}

// markdown writes the report for a document.
func (r *report) markdown(w io.Writer) error {
	var b strings.Builder
	for _, n := range r.notes() {
		if text, command, ok := strings.Cut(n, "FFmpeg's command: "); ok && text == "" {
			n = "FFmpeg's command: `" + command + "`"
		}
		fmt.Fprintf(&b, "- %s\n", n)
	}
	for _, table := range r.tables() {
		fmt.Fprintf(&b, "\n**%s**\n\n| %s |\n|%s\n", table.title, strings.Join(table.head, " | "), strings.Repeat(" --- |", len(table.head)))
		for _, row := range table.rows {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
