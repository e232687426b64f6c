using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Formats.Tests.Edi.Grammars;

public sealed class EdiGrammarTests
{
    [Theory]
    [InlineData("", "edi/grammar.yaml(1,1)", "the file is empty")]
    [InlineData("- a", "edi/grammar.yaml(1,1)", "a grammar is a map")]
    [InlineData("grammar: edifact\nmessage: [", "edi/grammar.yaml(", "neither YAML nor JSON")]
    [InlineData("grammar: tradacoms\nmessage: A\nstructure: [ BGM: M 1 ]", "edi/grammar.yaml(1,10)", "'tradacoms' is no standard; write edifact or x12")]
    [InlineData("grammar: edifact\nstructure: [ BGM: M 1 ]", "edi/grammar.yaml(1,1)", "'message' is missing")]
    [InlineData("grammar: edifact\nmessage: A\nstructur: [ BGM: M 1 ]", "edi/grammar.yaml(3,1)", "a grammar has no 'structur' (did you mean 'structure'?)")]
    [InlineData("grammar: edifact\nmessage: A\nstructure:\n  - BGM: N 1", "edi/grammar.yaml(4,10)", "this is not how often something may stand there; write M 1, C 35, O >1 or 2..5")]
    [InlineData("grammar: edifact\nmessage: A\nstructure:\n  - BGMX: M 1", "edi/grammar.yaml(4,5)", "'BGMX' is no tag of a segment")]
    [InlineData("grammar: edifact\nmessage: A\nstructure:\n  - SG1: { use: C 1 }", "edi/grammar.yaml(4,5)", "group 'SG1' has no 'structure'")]
    [InlineData("grammar: edifact\nmessage: A\nstructure:\n  - SG1: { use: C 1, structure: [ RFF: C 1 ] }", "edi/grammar.yaml(4,33)", "has to begin with a mandatory segment")]
    [InlineData("grammar: edifact\nmessage: A\nstructure: [ BGM: M 1 ]\nelements: { '1001': { type: xy..3 } }", "edi/grammar.yaml(4,29)", "'xy..3' is no type")]
    [InlineData("grammar: edifact\nmessage: A\nstructure: [ BGM: M 1 ]\nsegments: { BGM: { elements: [ C002 M ] } }", "edi/grammar.yaml(4,32)", "'C002 M' is no id")]
    [InlineData("grammar: edifact\nmessage: A\nstructure: [ BGM: M 1, BGM: &a M 1 ]", "edi/grammar.yaml(3,29)", "anchors")]
    [InlineData("grammar: edifact\ngrammar: edifact", "edi/grammar.yaml(2,1)", "'grammar' stands here twice")]
    public void A_mistake_is_told_with_its_place(string yaml, string place, string text)
    {
        var finding = Assert.Throws<DiagnosticException>(() => EdiConvert.Grammar(yaml)).Diagnostics[0];

        Assert.StartsWith(place, finding.Span.ToString(), StringComparison.Ordinal);
        Assert.Equal("IA1322", finding.Code);
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_findings_are_listed_at_once()
    {
        var findings = Assert.Throws<DiagnosticException>(() => EdiConvert.Grammar("grammar: edifact\nmessage: A\nelements: { '1': q, '2': r }\nstructure: [ X: M 1 ]")).Diagnostics;

        Assert.Equal(3, findings.Count);
    }

    [Fact]
    public void Files_that_are_included_are_named_relative_to_the_one_that_includes()
    {
        var grammar = EdiConvert.Grammar(
            "grammar: edifact\nmessage: ORDERS\ninclude: [ ../shared/a.yaml, b.yaml ]\nstructure: [ BGM: M 1, UNS: M 1 ]",
            ("shared/a.yaml", "segments: { BGM: [ '1004': M ] }\ninclude: a.yaml"),
            ("edi/b.yaml", "elements: { '1004': an..35 }"));

        var xml = EdiConvert.ToXml("UNB+UNOC:3+A+B+261128:0930+1'UNH+1+ORDERS:D:96A:UN'BGM+X'UNS+S'UNT+4+1'UNZ+1+1'", EdiConvert.With(grammar));

        Assert.Contains("<S_BGM><D_1004>X</D_1004></S_BGM>", xml, StringComparison.Ordinal);
    }
}
