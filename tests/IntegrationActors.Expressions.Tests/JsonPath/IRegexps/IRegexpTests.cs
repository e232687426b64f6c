using IntegrationActors.Expressions.JsonPath;
using IntegrationActors.Expressions.JsonPath.IRegexps;

namespace IntegrationActors.Expressions.Tests.JsonPath.IRegexps;

public sealed class IRegexpTests
{
    [Theory]
    [InlineData("a.c", "abc", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("a.c", "a\rc", false)]
    [InlineData("a.c", "a😀c", true)]
    [InlineData("a..c", "a😀c", false)]
    [InlineData("[😀-😂]", "😁", true)]
    [InlineData("[😀-😂]", "😄", false)]
    [InlineData("[^a]", "😀", true)]
    [InlineData("[^😀]", "😀", false)]
    [InlineData("[\uFFFF-\U00010400]", "\U000103FF", true)]
    [InlineData("[\U00010000-\U0010FFFF]", "\U0010FFFF", true)]
    [InlineData("[\U000103F0-\U00010C10]", "\U00010800", true)]
    [InlineData("[\U000103F0-\U00010C10]", "\U00010C11", false)]
    [InlineData("\\p{Lu}", "𐐀", true)]
    [InlineData("\\p{Lu}", "𐐨", false)]
    [InlineData("\\P{L}", "1", true)]
    [InlineData("[\\p{Nd}x-]+", "1x-٣", true)]
    [InlineData("[-a]+", "-a", true)]
    [InlineData("[a-]+", "-a", true)]
    [InlineData("(ab|cd)?e{2,3}", "cdeee", true)]
    [InlineData("e{2}", "eee", false)]
    [InlineData("e{2,}", "eeee", true)]
    [InlineData("", "", true)]
    [InlineData("\\(\\.\\n", "(.\n", true)]
    [InlineData("a", "a\n", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("[$^]", "$", true)]
    [InlineData("a\tb", "a\tb", true)]
    [InlineData("a#b c", "a#b c", true)]
    public void Matches_whole_strings(string pattern, string text, bool expected) =>
        Assert.Equal(expected, IsMatch(pattern, text, IRegexpScope.Whole));

    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("c$", "abc", true)]
    [InlineData("", "abc", true)]
    public void Searches_in_strings(string pattern, string text, bool expected) =>
        Assert.Equal(expected, IsMatch(pattern, text, IRegexpScope.Part));

    [Theory]
    [InlineData("*a", 0)]
    [InlineData("a**", 2)]
    [InlineData("a+?", 2)]
    [InlineData("(a", 2)]
    [InlineData("a)", 1)]
    [InlineData("]", 0)]
    [InlineData("[]", 1)]
    [InlineData("[a", 2)]
    [InlineData("[z-a]", 1)]
    [InlineData("[[:alpha:]]", 1)]
    [InlineData("[a-z-[aeiou]]", 4)]
    [InlineData("a{2,1}", 1)]
    [InlineData("a{,1}", 2)]
    [InlineData("a{1001}", 2)]
    [InlineData("\\p{Foo}", 0)]
    [InlineData("\\p{Cs}", 0)]
    [InlineData("\\pL", 2)]
    [InlineData("\\", 0)]
    [InlineData("\\b", 0)]
    [InlineData("a(?i)", 2)]
    public void Refuses_what_is_no_I_Regexp(string pattern, int offset) =>
        Assert.Equal(offset, Assert.Throws<IRegexpException>(() => IRegexp.Compile(pattern)).Offset);

    [Theory]
    [InlineData("(((a{1000}){1000}){1000}){1000}")]
    [InlineData("(a{0,1000}b{0,1000}){1000}")]
    public void Refuses_repetitions_that_multiply(string pattern) =>
        Assert.Contains("too big", Assert.Throws<IRegexpException>(() => IRegexp.Compile(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_half_a_surrogate_pair() =>
        Assert.Equal(1, Assert.Throws<IRegexpException>(() => IRegexp.Compile("a\uD800")).Offset);

    [Fact]
    public void Refuses_long_and_deep_patterns()
    {
        Assert.Throws<IRegexpException>(() => IRegexp.Compile(new string('a', 1_001)));
        Assert.Throws<IRegexpException>(() => IRegexp.Compile(new string('(', 100) + new string(')', 100)));
    }

    private static bool IsMatch(string pattern, string text, IRegexpScope scope) =>
        IRegexp.Compile(pattern).IsMatch(text, scope, new Evaluation(default, JsonPathLimits.Default, CancellationToken.None));
}
