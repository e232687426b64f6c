namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Bodies of 0 bytes to 1 MB, mostly small, as those are that come by the thousand.</summary>
internal static class ManyBodies
{
    public static byte[] At(int i)
    {
        var random = new Random(i);
        var body = new byte[i % 500 == 0 ? 1 << 20 : i % 50 == 0 ? random.Next(100_000) : i % 7 == 0 ? 0 : random.Next(2000)];
        random.NextBytes(body);
        return body;
    }
}
