using System.Text;
using IntegrationActors.Formats.EdiValidation;
using IntegrationActors.Formats.Tests.Edi;

namespace IntegrationActors.Formats.Tests.EdiValidation;

public sealed class EdiValidatorTests
{
    [Fact]
    public void What_fits_its_grammar_is_valid()
    {
        Assert.Empty(Validate(EdiSamples.OrdersD96A));
        Assert.Empty(Validate(EdiSamples.PurchaseOrder850));
    }

    [Theory]
    [InlineData("BGM+220+", "BGM+999+", "segment 3 (BGM), element 1, component 1: '999' is no code of Document/message name coded (1001)")]
    [InlineData("DTM+137:20261128:102'", "DTM+:20261128:102'", "segment 4 (DTM), element 1, component 1: the mandatory component 2005 of C507 is missing")]
    [InlineData("DTM+137:20261128:102'", "DTM'", "element 1: the mandatory element C507 is missing")]
    [InlineData("QTY+21:48:PCE", "QTY+21:x:PCE", "component 2: 'x' of element 6060 is no number")]
    [InlineData("QTY+21:48:PCE", "QTY+21:1234567890123456:PCE", "is longer than 15 characters")]
    [InlineData("QTY+21:48:PCE", "QTY+21:48:PCE:x", "element 1, component 4: C186 has 3 components at most")]
    [InlineData("QTY+21:48:PCE", "QTY+21:48:PCE++x", "element 3: QTY has 1 elements at most")]
    [InlineData("CUX+2:EUR:9'", "CUX+2:EUR:9'DTM+2'XYZ+1'", "XYZ is no segment of this message")]
    [InlineData("UNS+S'", "BGM+220'", "BGM can't stand here")]
    [InlineData("UNS+S'", "UNS+X'", "'X' is no code of element 0081")]
    public void A_mistake_is_told_with_its_place(string right, string wrong, string text)
    {
        var edi = EdiSamples.OrdersD96A.Replace(right, wrong, StringComparison.Ordinal);
        var more = wrong.Count(c => c == '\'') - right.Count(c => c == '\'');
        edi = edi.Replace("UNT+22+", $"UNT+{22 + more}+", StringComparison.Ordinal);

        var violations = Validate(edi);

        Assert.Contains(violations, violation => violation.Contains(text, StringComparison.Ordinal));
        Assert.All(violations, violation => Assert.StartsWith("line 1, column", violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_segment_is_told_where_it_is_missed()
    {
        var edi = EdiSamples.OrdersD96A.Replace("UNS+S'", "", StringComparison.Ordinal).Replace("UNT+22", "UNT+21", StringComparison.Ordinal);

        Assert.Contains("(CNT): UNS is missing in front of this segment", Assert.Single(Validate(edi)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_groups_are_told_and_what_follows_is_still_checked()
    {
        var groups = string.Concat(Enumerable.Repeat("CUX+2:EUR'", 5));
        var edi = EdiSamples.OrdersD96A.Replace("CUX+2:EUR:9'", groups + "CUX+2:EUR:9'", StringComparison.Ordinal).Replace("UNT+22", "UNT+27", StringComparison.Ordinal).Replace("QTY+21:48", "QTY+21:x", StringComparison.Ordinal);

        var violations = Validate(edi);

        Assert.Equal(2, violations.Count);
        Assert.Contains("group SG7 stands here more than 5 times", violations[0], StringComparison.Ordinal);
        Assert.Contains("is no number", violations[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BEG*00*SA*PO-4711**20261128~", "BEG*00*SA*PO-4711**20261328~", "'20261328' of element 373 is no date")]
    [InlineData("BEG*00*", "BEG*7*", "'7' is no code")]
    [InlineData("PO1*1*48*EA", "PO1*1*4x*EA", "is no number")]
    [InlineData("N1*BY*", "N1*B*", "is shorter than 2 characters")]
    [InlineData("CTT*2~", "CTT*2.5~", "is no whole number")]
    [InlineData("SE*14*", "SE*15*", "SE counts '15' segments")]
    public void X12_has_types_of_its_own(string right, string wrong, string text) =>
        Assert.Contains(text, Assert.Single(Validate(EdiSamples.PurchaseOrder850.Replace(right, wrong, StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void Commas_are_decimal_marks_where_the_interchange_says_so()
    {
        var edi = EdiSamples.OrdersD96A.Replace("UNA:+.? '", "UNA:+,? '", StringComparison.Ordinal).Replace("12.5", "12,5", StringComparison.Ordinal).Replace("0.75", "0,75", StringComparison.Ordinal);

        Assert.Empty(Validate(edi));
        Assert.Equal(2, Validate(EdiSamples.OrdersD96A.Replace("UNA:+.? '", "UNA:+,? '", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public void A_message_without_grammar_is_a_mistake_unless_told_otherwise()
    {
        Assert.Contains("there is no grammar for the message INVOIC D 01B", Assert.Single(Validate(EdiSamples.InvoicD01B)), StringComparison.Ordinal);
        Assert.Empty(Validate(EdiSamples.InvoicD01B, acceptUnknown: true));
    }

    [Fact]
    public void What_cant_be_read_on_ends_the_list() =>
        Assert.Contains("not terminated", Assert.Single(Validate(EdiSamples.OrdersD96A[..^10])), StringComparison.Ordinal);

    private static List<string> Validate(string edi, bool acceptUnknown = false)
    {
        var validator = new EdiValidator(new() { Grammars = [EdiGrammarSamples.Orders, EdiGrammarSamples.PurchaseOrder], AllowUnknownMessages = acceptUnknown });
        return [.. validator.Validate(new MemoryStream(Encoding.Latin1.GetBytes(edi)), 50, default).Select(violation => violation.ToString())];
    }
}
