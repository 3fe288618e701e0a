package administrationview

import (
	"context"
	"regexp"
	"strings"

	"plass/internal/tenant"
	"plass/internal/text"
	"plass/templates/ui"
)

// FieldOf names the field of a setting.
func FieldOf(s tenant.Setting) string { return strings.ReplaceAll(s.Key, ".", "_") }

// units are the words of offsets in each language, one and several.
var units = map[text.Lang]map[string][2]string{
	text.Bokmaal: {"months": {"måned", "måneder"}, "days": {"dag", "dager"}},
	text.Nynorsk: {"months": {"månad", "månader"}, "days": {"dag", "dagar"}},
	text.English: {"months": {"month", "months"}, "days": {"day", "days"}},
}

// Typed returns the value as somebody types it in the language: "8 måneder, 14 dager".
func Typed(lang text.Lang, s tenant.Setting, value string) string {
	if s.Unit == "hours" && lang != text.English {
		return strings.Replace(value, ".", ",", 1)
	}
	if s.Unit != "offsets" {
		return value
	}
	var all []string
	for one := range strings.SplitSeq(value, ", ") {
		n, unit, _ := strings.Cut(one, " ")
		words := units[lang][unit]
		word := words[1]
		if n == "1" {
			word = words[0]
		}
		all = append(all, n+" "+word)
	}
	return strings.Join(all, ", ")
}

var separators = regexp.MustCompile(`\s*[,;]\s*`)

// Untyped returns what is kept of what somebody has typed in the language.
func Untyped(lang text.Lang, s tenant.Setting, typed string) string {
	if s.Unit == "hours" {
		return strings.Replace(strings.TrimSpace(typed), ",", ".", 1)
	}
	if s.Unit != "offsets" {
		return strings.TrimSpace(typed)
	}
	var all []string
	for _, one := range separators.Split(strings.ToLower(strings.TrimSpace(typed)), -1) {
		n, word, _ := strings.Cut(one, " ")
		for unit, words := range units[lang] {
			if word == words[0] || word == words[1] {
				one = n + " " + unit
			}
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

// Called is what the setting is called, in every language, as events carry it.
func Called(s tenant.Setting) map[string]any {
	all := map[string]any{}
	for _, lang := range text.Langs {
		all[string(lang)] = text.In(lang, "setting.of."+s.Key)
	}
	return all
}

// Everywhere is the value in every language, as events carry it.
func Everywhere(s tenant.Setting, value string) map[string]any {
	all := map[string]any{}
	for _, lang := range text.Langs {
		said := Typed(lang, s, value)
		if s.Unit != "offsets" {
			said += " " + text.In(lang, "setting.unit."+s.Unit)
		}
		all[string(lang)] = said
	}
	return all
}

// hint tells what the setting does, in what it is counted, and what holds when nobody says otherwise.
func hint(ctx context.Context, s tenant.Setting) string {
	standard := Typed(text.From(ctx), s, s.Standard)
	said := text.T(ctx, "setting.what."+s.Key) + " "
	if s.Unit == "offsets" {
		said += text.T(ctx, "setting.standard", "value", standard)
	} else {
		said += text.T(ctx, "setting.standard_between", "value", standard, "unit", text.T(ctx, "setting.unit."+s.Unit), "low", *s.Low, "high", *s.High)
	}
	if s.Own() {
		said += " " + text.T(ctx, "setting.changed", "name", s.ChangedBy, "day", ui.Date(ctx, *s.ChangedAt))
	}
	return said
}

// said is what the setting says now.
func said(ctx context.Context, s tenant.Setting) string {
	value, _ := Everywhere(s, s.Value)[string(text.From(ctx))].(string)
	return value
}
