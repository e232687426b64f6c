using System.Text;

namespace IntegrationActors.Benchmarks;

/// <summary>The order of the load scenario W2. With 8 lines it has about one kilobyte of JSON, with 12,000 about one megabyte.</summary>
internal static class SampleOrder
{
    public static byte[] WithLines(int lines) => Encoding.UTF8.GetBytes(
        """{"id": 4711, "region": "EU", "customer": {"name": "Customer 2824", "vat": "DE481219824", "email": "c5506@example.org"}, "currency": "EUR", "priority": true, "note": "nnnnnnnnnn", "lines": ["""
        + string.Join(", ", Enumerable.Range(0, lines).Select(Line))
        + "]}");

    private static string Line(int i) =>
        $$"""{"sku": "SKU-{{10_000 + i}}", "qty": {{1 + (i % 20)}}, "price": {{100 + i}}.75, "text": "part & <piece> no. {{i}}"}""";
}
