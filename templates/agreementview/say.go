// Package agreementview shows agreements: as a text that two parties read and sign, and as forms for those who write it.
package agreementview

import (
	"context"
	"slices"
	"strings"

	"plass/internal/compare"
	"plass/internal/terms"
	"plass/internal/text"
)

// A Paragraph is some of what a part of the text says: under a heading of its own or not, in sentences, in points.
type Paragraph struct {
	Heading string
	Words   []compare.Sentence
	Points  []compare.Sentence
}

// Run returns the sentences of the paragraph as one run of words.
func (p Paragraph) Run() string { return run(p.Words) }

func run(list []compare.Sentence) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = s.Words
	}
	return strings.Join(words, " ")
}

// sentences gathers what is said, each with the name of what it is about.
type sentences []compare.Sentence

// say adds the words, unless there are none.
func (all *sentences) say(of string, words ...string) {
	for _, w := range words {
		if w != "" {
			*all = append(*all, compare.Sentence{Of: of, Words: w})
		}
	}
}

// paragraph returns the sentences as one; none when nothing has been said.
func (all sentences) paragraph() []Paragraph {
	if len(all) == 0 {
		return nil
	}
	return []Paragraph{{Words: all}}
}

// Say returns what the terms say in the part, in the reader's language; nothing when they are silent.
func Say(ctx context.Context, t terms.Terms, part terms.Part) []Paragraph {
	switch part {
	case terms.PartiesPart:
		return sayParties(ctx, t)
	case terms.AimPart:
		if t.Outcomes != nil {
			return sayAim(ctx, *t.Outcomes)
		}
	case terms.PlacesPart:
		return sayPlaces(ctx, t)
	case terms.NeedPart:
		if t.Need != nil {
			return sayNeed(ctx, *t.Need)
		}
	case terms.IntakePart:
		return sayIntake(ctx, t.Intake)
	case terms.TrackPart:
		return sayTrack(ctx, t.Track)
	case terms.BuddiesPart:
		return sayHelpers(ctx, t)
	case terms.RhythmPart:
		return sayRhythm(ctx, t.Series())
	case terms.DocumentsPart:
		return sayDocuments(ctx, t.Documents)
	case terms.FundingPart:
		return sayFunding(ctx, t.Funding)
	case terms.InformationPart:
		return sayInformation(ctx, t.Information)
	}
	if t.Commitments != nil {
		return sayCommitment(ctx, *t.Commitments, part)
	}
	return nil
}

func sayCommitment(ctx context.Context, c terms.Commitments, part terms.Part) []Paragraph {
	switch part {
	case terms.FollowUpPart:
		return said(ctx, "follow_up", c.FollowUp)
	case terms.PromisesPart:
		return sayPromises(ctx, c.Promises)
	case terms.BranchesPart:
		var all []Paragraph
		for _, branch := range terms.Branches {
			var points sentences
			for _, step := range c.Branches[branch] {
				points.say("branches."+branch, sayStep(ctx, step))
			}
			all = list("terms.branch."+branch, all, points)
		}
		return all
	case terms.AnchoringPart:
		var points sentences
		for _, asked := range c.Anchoring {
			points.say("anchoring", SayAnchor(ctx, asked))
		}
		if c.AnchoringFirst {
			points.say("anchoring_first", text.T(ctx, "terms.anchoring.first"))
		}
		return list("", nil, points)
	}
	return nil
}

// Plain returns what the terms say in the part as one run of words, to be set beside another.
func Plain(ctx context.Context, t terms.Terms, part terms.Part) string {
	var all []string
	for _, p := range Say(ctx, t, part) {
		if p.Heading != "" {
			all = append(all, text.T(ctx, p.Heading)+":")
		}
		for _, s := range append(slices.Clone(p.Words), p.Points...) {
			all = append(all, s.Words)
		}
	}
	return strings.Join(all, " ")
}

// list adds the points under the heading to what has been said, unless there are none.
func list(heading string, before []Paragraph, points sentences) []Paragraph {
	if len(points) == 0 {
		return before
	}
	return append(before, Paragraph{Heading: heading, Points: points})
}

// said returns the words as a paragraph, unless there are none.
func said(ctx context.Context, of string, w terms.Words) []Paragraph {
	var all sentences
	all.say(of, w.In(text.From(ctx)))
	return all.paragraph()
}

// sentence is the words with a full stop where none stands; empty when there are none.
func sentence(ctx context.Context, w terms.Words) string {
	words := strings.TrimSpace(w.In(text.From(ctx)))
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".?!") {
		return words
	}
	return words + "."
}

// points returns somebody's list of what the terms are about.
func points(ctx context.Context, of string, list []terms.Words) (all sentences) {
	for _, w := range list {
		all.say(of, w.In(text.From(ctx)))
	}
	return all
}

// and joins words as they are listed in a sentence: "fadderen, arbeidsgiveren og Nav".
func and(ctx context.Context, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return text.T(ctx, "terms.and", "first", strings.Join(words[:last], ", "), "last", words[last])
}

// named returns the words for each of the program's own values, at prefix.value.
func named(ctx context.Context, prefix string, values []string) []string {
	var all []string
	for _, v := range values {
		all = append(all, text.T(ctx, prefix+"."+v))
	}
	return all
}
