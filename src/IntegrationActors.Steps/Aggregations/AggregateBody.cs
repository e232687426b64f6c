using System.Text;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;
using IntegrationActors.Steps.Bulks;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>Writes gathered bodies into one; a large one goes to the spool while it is written.</summary>
internal static class AggregateBody
{
    private const string Prefix = "multimap";
    private const string Namespace = "http://sap.com/xi/XI/SplitAndMerge";

    public static async ValueTask<Payload> WriteAsync(AggregatorOptions options, IReadOnlyList<AggregatedMessage> gathered, PayloadSpool spool, CancellationToken cancel)
    {
        using var target = new PayloadWriter(spool);
        foreach (var one in gathered)
        {
            await one.Message.Body.BufferAsync(cancel);
        }

        switch (options.Format)
        {
            case AggregationFormat.Xml:
                WriteXml(gathered, target, cancel);
                break;
            case AggregationFormat.Json:
                await WriteJsonAsync(gathered, target, cancel);
                break;
            default:
                await WriteTextAsync(gathered, options.Separator, target, cancel);
                break;
        }

        return target.ToPayload();
    }

    private static void WriteXml(IReadOnlyList<AggregatedMessage> gathered, PayloadWriter target, CancellationToken cancel)
    {
        using var xml = XmlBulk.Create(target);
        xml.WriteStartElement(Prefix, "Messages", Namespace);
        xml.WriteStartElement(Prefix, "Message1", Namespace);
        foreach (var one in gathered)
        {
            XmlBulk.Copy(one.Message.Body, xml, cancel);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // The values were checked when they were taken in.
    private static async ValueTask WriteJsonAsync(IReadOnlyList<AggregatedMessage> gathered, PayloadWriter target, CancellationToken cancel)
    {
        for (var i = 0; i < gathered.Count; i++)
        {
            target.Write(i == 0 ? "["u8 : ","u8);
            target.Write((await JsonBulk.ReadAsync(gathered[i].Message.Body, cancel)).Span);
        }

        target.Write("]"u8);
    }

    private static async ValueTask WriteTextAsync(IReadOnlyList<AggregatedMessage> gathered, string separator, PayloadWriter target, CancellationToken cancel)
    {
        var between = Encoding.UTF8.GetBytes(separator);
        for (var i = 0; i < gathered.Count; i++)
        {
            if (i > 0)
            {
                target.Write(between);
            }

            await gathered[i].Message.Body.CopyToAsync(target, cancel);
        }
    }
}
