using System.Text.Json;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Expressions.Tests.JsonPath;

public sealed class JsonPathQueryTests
{
    private const string Store = """
        { "store": {
            "book": [
              { "category": "reference", "author": "Rees", "title": "Sayings", "price": 8.95 },
              { "category": "fiction", "author": "Waugh", "title": "Sword", "price": 12.99 },
              { "category": "fiction", "author": "Melville", "title": "Moby", "isbn": "0-553", "price": 8.99 },
              { "category": "fiction", "author": "Tolkien", "title": "Rings", "isbn": "0-395", "price": 22.99 }
            ],
            "bicycle": { "color": "red", "price": 399 } } }
        """;

    private const string Mixed = """{"obj":{"x":"y"},"arr":[2,3],"nothing":null,"number":0,"text":"ab"}""";

    [Theory]
    [InlineData("$.store.book[*].author", """["Rees","Waugh","Melville","Tolkien"]""")]
    [InlineData("$..author", """["Rees","Waugh","Melville","Tolkien"]""")]
    [InlineData("$.store..price", "[8.95,12.99,8.99,22.99,399]")]
    [InlineData("$..book[2].title", """["Moby"]""")]
    [InlineData("$..book[-1].title", """["Rings"]""")]
    [InlineData("$..book[0,1].title", """["Sayings","Sword"]""")]
    [InlineData("$..book[:2].title", """["Sayings","Sword"]""")]
    [InlineData("$..book[?@.isbn].title", """["Moby","Rings"]""")]
    [InlineData("$..book[?@.price<10].title", """["Sayings","Moby"]""")]
    [InlineData("$.store.bicycle['color', 'price']", """["red",399]""")]
    [InlineData("$.store.book[?!@.isbn && @.price > 10].title", """["Sword"]""")]
    [InlineData("$.store.book[?@.price > $.store.bicycle.price]", "[]")]
    [InlineData("$.store.book[?@.category == 'reference' || @.author == \"Tolkien\"].price", "[8.95,22.99]")]
    [InlineData("$.store.book[?match(@.author, '[RW].*')].author", """["Rees","Waugh"]""")]
    [InlineData("$.store.book[?search(@.author, 'e')].author", """["Rees","Melville","Tolkien"]""")]
    [InlineData("$.store[?count(@.*) == 2].color", """["red"]""")]
    [InlineData("$.store[?length(@) == 4][0].title", """["Sayings"]""")]
    [InlineData("$.store.book[?length(@.title) < 5].title", """["Moby"]""")]
    [InlineData("$[?value(@..color) == 'red'].bicycle.price", "[399]")]
    [InlineData("$.missing.deeper[0]", "[]")]
    public void Selects_what_the_standard_says(string path, string expected) => Assert.Equal(expected, Select(path, Store));

    [Theory]
    [InlineData("[1:3]", "[1,2]")]
    [InlineData("[5:]", "[5,6]")]
    [InlineData("[1:5:2]", "[1,3]")]
    [InlineData("[5:1:-2]", "[5,3]")]
    [InlineData("[::-1]", "[6,5,4,3,2,1,0]")]
    [InlineData("[-2:]", "[5,6]")]
    [InlineData("[:-5]", "[0,1]")]
    [InlineData("[10:]", "[]")]
    [InlineData("[::0]", "[]")]
    [InlineData("[-100:100:3]", "[0,3,6]")]
    [InlineData("[100:-100:-3]", "[6,3,0]")]
    [InlineData("[3:3]", "[]")]
    [InlineData("[::9007199254740991]", "[0]")]
    public void Slices_like_the_table_of_the_standard(string slice, string expected) =>
        Assert.Equal(expected, Select("$" + slice, "[0,1,2,3,4,5,6]"));

    [Theory]
    [InlineData("$.absent1 == $.absent2", true)]
    [InlineData("$.absent1 <= $.absent2", true)]
    [InlineData("$.absent == 'g'", false)]
    [InlineData("$.absent1 != $.absent2", false)]
    [InlineData("$.absent != 'g'", true)]
    [InlineData("1 <= 2", true)]
    [InlineData("1 > 2", false)]
    [InlineData("13 == '13'", false)]
    [InlineData("'a' <= 'b'", true)]
    [InlineData("'a' > 'b'", false)]
    [InlineData("$.obj == $.arr", false)]
    [InlineData("$.obj != $.arr", true)]
    [InlineData("$.obj == $.obj", true)]
    [InlineData("$.obj != $.obj", false)]
    [InlineData("$.arr == $.arr", true)]
    [InlineData("$.obj <= $.arr", false)]
    [InlineData("$.obj < $.arr", false)]
    [InlineData("$.obj <= $.obj", true)]
    [InlineData("$.arr <= $.arr", true)]
    [InlineData("1 <= $.arr", false)]
    [InlineData("1 >= $.arr", false)]
    [InlineData("true <= true", true)]
    [InlineData("true > true", false)]
    [InlineData("null == $.nothing", true)]
    [InlineData("null == $.absent", false)]
    [InlineData("0 == -0", true)]
    [InlineData("1.0 == 1e0", true)]
    [InlineData("9007199254740993 == 9007199254740992", false)]
    [InlineData("'\\uFFFF' < '\\uD800\\uDC00'", true)]
    [InlineData("'a' < 'ab'", true)]
    public void Compares_like_the_table_of_the_standard(string condition, bool expected) =>
        Assert.Equal(expected ? 5 : 0, JsonPathQuery.Parse($"$[?{condition}]").Select(Parse(Mixed)).Count);

    [Theory]
    [InlineData("""[{"a":1,"b":[2]},{"b":[2],"a":1.0}]""", true)]
    [InlineData("""[{"a":1,"b":[2]},{"b":[3],"a":1}]""", false)]
    [InlineData("""[{"a":1},{"a":1,"b":2}]""", false)]
    [InlineData("""[{"a":1},{"b":1}]""", false)]
    [InlineData("""[{"a":1,"a":2},{"a":2}]""", true)]
    [InlineData("""[[1,2],[2,1]]""", false)]
    [InlineData("""[[1,[null,true]],[1,[null,true]]]""", true)]
    public void Compares_structures_deeply(string document, bool expected) =>
        Assert.Equal(expected, JsonPathQuery.Parse("$[?$[0] == $[1]]").Select(Parse(document)).Count == 2);

    [Fact]
    public void Gives_normalized_paths()
    {
        var nodes = JsonPathQuery.Parse("$..*").SelectNodes(Parse("""{"a":[true],"it's\n\u000b\\":{"☺":1}}"""));

        Assert.Equal(["$['a']", @"$['it\'s\n\u000b\\']", "$['a'][0]", @"$['it\'s\n\u000b\\']['☺']"], nodes.Select(node => node.Path));
    }

    [Fact]
    public void Refuses_the_path_of_a_node_selected_without_paths() =>
        Assert.Throws<InvalidOperationException>(() => default(JsonPathNode).Path);

    [Theory]
    [InlineData("$", true)]
    [InlineData("$.a[0]['b'][-1]", true)]
    [InlineData("$.a[0,1]", false)]
    [InlineData("$.*", false)]
    [InlineData("$..a", false)]
    [InlineData("$[0:1]", false)]
    [InlineData("$[?@.a]", false)]
    public void Knows_singular_queries(string path, bool singular) => Assert.Equal(singular, JsonPathQuery.Parse(path).IsSingular);

    [Fact]
    public void Takes_the_last_of_members_with_the_same_name() => Assert.Equal("[2]", Select("$.a", """{"a":1,"a":2}"""));

    [Fact]
    public void Stops_at_the_first_node_when_one_is_asked_for()
    {
        var found = JsonPathQuery.Parse("$..b", new JsonPathLimits { MaxVisitedNodes = 10 })
            .TrySelectFirst(Parse($$"""{"a":{"b":7},"c":[{{string.Join(',', Enumerable.Range(0, 100))}}]}"""), out var value);

        Assert.True(found);
        Assert.Equal(7, value.GetInt32());
    }

    [Fact]
    public void Says_when_the_document_holds_no_unicode_text() =>
        Assert.Contains(
            "no Unicode text",
            Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse("$[?length(@) == 1]").Select(Parse("""["\uD800"]"""))).Message,
            StringComparison.Ordinal);

    private static string Select(string path, string document) =>
        JsonSerializer.Serialize(JsonPathQuery.Parse(path).Select(Parse(document)));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
