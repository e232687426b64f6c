using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Messages;

public sealed class PropertyMapTests
{
    // Few stand in an array, more are hashed.
    public static TheoryData<int> Sizes => new(0, 1, 4, 15, 16, 17, 100);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_holds_what_a_dictionary_would_hold(int size)
    {
        var (map, expected) = (new PropertyMap(), new Dictionary<string, object>(StringComparer.Ordinal));
        for (var i = 0; i < size; i++)
        {
            map.Set($"p{i}", i);
            map[$"P{i % 7}"] = i;
            expected[$"p{i}"] = i;
            expected[$"P{i % 7}"] = i;
        }

        for (var i = 0; i < size; i += 3)
        {
            Assert.True(map.Remove($"p{i}"));
            map.Set($"P{i % 7}", null);
            expected.Remove($"p{i}");
            expected.Remove($"P{i % 7}");
        }

        Assert.False(map.Remove("none"));
        Assert.Null(map["none"]);
        Same(expected, map);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_copy_is_independent(int size)
    {
        var map = Filled(size);

        var copy = map.Copy();
        copy["p0"] = "changed";
        copy["more"] = true;

        Same(Filled(size).ToDictionary(StringComparer.Ordinal), map);
        Assert.Equal(("changed", (object)true), (copy["p0"], copy["more"]));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(5, 3)]
    [InlineData(3, 100)]
    [InlineData(100, 3)]
    [InlineData(100, 20)]
    [InlineData(20, 100)]
    public void It_becomes_what_another_one_is(int before, int after)
    {
        var map = Filled(before);

        map.CopyFrom(Filled(after));
        map["own"] = 1;

        var expected = Filled(after).ToDictionary(StringComparer.Ordinal);
        expected["own"] = 1;
        Same(expected, map);
    }

    private static PropertyMap Filled(int size)
    {
        var map = new PropertyMap();
        for (var i = 0; i < size; i++)
        {
            map.Set($"p{i}", i);
        }

        return map;
    }

    private static void Same(Dictionary<string, object> expected, PropertyMap actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), actual.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.All(expected, property => Assert.Equal(property.Value, actual[property.Key]));
    }
}
