using System.Globalization;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>
/// What one part costs in memory that is thrown away, from the document to the gathered result: the splitter, a mapping, the gather and all that the engine does for them. It is what a regression is seen
/// by without a clock: parsing a part twice, a copy for each part, or a step that no longer completes at once.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SplitterAllocationTests
{
    private const int Few = 500;
    private const int Many = 2_500;

    [Theory]
    [InlineData("jsonpath: \"$[*]\"", "$.id", "sum($.lines[*], .qty * .price)", 2_000)]
    [InlineData("xpath: /o/r", "/r/id", "sum(/r/line, ./qty * ./price)", 3_000)]
    [InlineData("csv: { as: json }", "$.id", "$.q1 * $.p1 + $.q2 * $.p2", 1_500)]
    public async Task A_part_takes_little_memory_on_its_way_to_the_result(string way, string id, string sum, int mostBytes)
    {
        var steps = $$"""
            - splitter:
                {{way}}
                steps:
                  - map: { fields: { id: "{{id}}", sum: "{{sum}}" } }
                gather: json
            """;
        await AllocatedAsync(steps, way, Many);

        var perPart = (await AllocatedAsync(steps, way, Many) - await AllocatedAsync(steps, way, Few)) / (Many - Few);

        Assert.InRange(perPart, 1, mostBytes);
    }

    private static async Task<long> AllocatedAsync(string steps, string way, int parts)
    {
        var test = new FlowTest(steps) { Body = Document(way, parts), IsBuffered = true };
        var (before, thread) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CurrentManagedThreadId);

        var end = await test.RunAsync();

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((MessageStatus.Completed, thread), (end.Status, Environment.CurrentManagedThreadId));
        Assert.Equal(parts, end.Body.Split("\"id\"").Length - 1);

        // The bytes of the document, and the answer as bytes and text, are those of the test.
        return allocated - test.Body.Length - (4L * end.Body.Length);
    }

    private static string Document(string way, int parts)
    {
        var numbers = Enumerable.Range(0, parts);
        return way[0] switch
        {
            'j' => $"[{string.Join(',', numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{n}},"note":"{{new string('n', 100)}}","lines":[{"qty":2,"price":1.5},{"qty":3,"price":2.5}]}""")))}]",
            'x' => $"<o>{string.Concat(numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"<r><id>{n}</id><line><qty>2</qty><price>1.5</price></line><line><qty>3</qty><price>2.5</price></line></r>")))}</o>",
            _ => "id,q1,p1,q2,p2\n" + string.Concat(numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n},2,1.5,3,2.5\n"))),
        };
    }
}
