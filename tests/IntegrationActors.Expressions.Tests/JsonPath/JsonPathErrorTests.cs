using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Expressions.Tests.JsonPath;

public sealed class JsonPathErrorTests
{
    [Theory]
    [InlineData("", 0, "a path starts with '$', not with the end of the path")]
    [InlineData("store.book", 0, "a path starts with '$', not with 's'")]
    [InlineData("$ ", 1, "' ' is not expected here")]
    [InlineData("$.1", 2, "write ['…'] for a member or [0]")]
    [InlineData("$.a-b", 3, "'-' is not expected here")]
    [InlineData("$.", 2, "a name or '*' is needed here")]
    [InlineData("$..", 3, "a name or '*' is needed here")]
    [InlineData("$[", 2, "a selector is needed here")]
    [InlineData("$[a]", 2, "a selector is needed here, not 'a'")]
    [InlineData("$[0 2]", 4, "needs ']' here, not '2'")]
    [InlineData("$[0", 3, "needs ']' here, not the end")]
    [InlineData("$[-0]", 2, "-0 is no index")]
    [InlineData("$[01]", 3, "no leading zeros")]
    [InlineData("$[9007199254740992]", 2, "an index is between")]
    [InlineData("$['abc]", 2, "isn't closed; write ' at its end")]
    [InlineData("$['\\a']", 3, "an escape is one of")]
    [InlineData("$['\\\"']", 3, "write \" without '\\'")]
    [InlineData("$['\\uD800']", 3, "a high surrogate needs a low surrogate")]
    [InlineData("$['\\uDC00']", 3, "a low surrogate needs a high surrogate")]
    [InlineData("$['\\u12']", 3, "four hexadecimal digits")]
    [InlineData("$['\t']", 3, "control character U+0009; write \\u0009")]
    [InlineData("$[@.a]", 2, "write '?' before a condition: [?@…]")]
    [InlineData("$[?@.a = 1]", 7, "write '==' to compare")]
    [InlineData("$[?'a']", 3, "a literal is no condition")]
    [InlineData("$[?@.* == 1]", 3, "can select several nodes")]
    [InlineData("$[?length(@.*) == 1]", 10, "can select several nodes")]
    [InlineData("$[?count('a') == 1]", 9, "the argument of count is a path")]
    [InlineData("$[?length(@)]", 3, "the result of this function is no condition")]
    [InlineData("$[?match(@.a, 'a') == true]", 3, "match and search are conditions")]
    [InlineData("$[?match(@.a)]", 3, "match takes 2 arguments, not 1: match(value, pattern)")]
    [InlineData("$[?lenght(@.a) == 1]", 3, "unknown function 'lenght' (did you mean 'length'?)")]
    [InlineData("$[?length (@.a) == 1]", 9, "'(' must follow the function name")]
    [InlineData("$[?@.a == ]", 10, "a value is needed here")]
    [InlineData("$[?(@.a]", 7, "needs ')' here, not ']'")]
    [InlineData("$[?!@.a == 1]", 8, "needs ']' here, not '='")]
    [InlineData("$[?match(@.a, 'x\\\\d')]", 16, "I-Regexp has no \\d; write [0-9]")]
    public void Says_where_and_what_to_write(string path, int offset, string message)
    {
        var error = Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(offset, error.Offset);
    }
}
