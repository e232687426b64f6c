using System.Globalization;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Http.Features;

/// <summary>W4 as a C# developer writes it: one pass over the request, one record in memory at a time, the sums into one array. No checks, no limits, no log.</summary>
sealed class Splitting
{
    public void MapTo(WebApplication app)
    {
        app.MapPost("/w4-json", context => AnswerAsync(context, JsonAsync));
        app.MapPost("/w4-xml", context => AnswerAsync(context, XmlAsync));
        app.MapPost("/w4-csv", context => AnswerAsync(context, CsvAsync));
    }

    static async Task AnswerAsync(HttpContext context, Func<Stream, Utf8JsonWriter, Task> split)
    {
        // XmlReader reads synchronously when it begins.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        var answer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(answer))
        {
            json.WriteStartArray();
            await split(context.Request.Body, json);
            json.WriteEndArray();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        answer.Position = 0;
        await answer.CopyToAsync(context.Response.Body);
    }

    static async Task JsonAsync(Stream body, Utf8JsonWriter answer)
    {
        await foreach (var order in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body))
        {
            var sum = 0.0;
            foreach (var line in order.GetProperty("lines").EnumerateArray())
            {
                sum += line.GetProperty("qty").GetDouble() * line.GetProperty("price").GetDouble();
            }

            Write(answer, order.GetProperty("id").GetInt64(), order.GetProperty("region").GetString()!, sum);
        }
    }

    static async Task XmlAsync(Stream body, Utf8JsonWriter answer)
    {
        using var xml = XmlReader.Create(body, new XmlReaderSettings { Async = true });
        var (id, region, sum, quantity) = (0L, "", 0.0, 0.0);
        while (await xml.ReadAsync())
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "order"):
                    sum = 0;
                    break;
                case (XmlNodeType.Element, "id"):
                    id = long.Parse(await TextAsync(xml), CultureInfo.InvariantCulture);
                    break;
                case (XmlNodeType.Element, "region"):
                    region = await TextAsync(xml);
                    break;
                case (XmlNodeType.Element, "qty"):
                    quantity = double.Parse(await TextAsync(xml), CultureInfo.InvariantCulture);
                    break;
                case (XmlNodeType.Element, "price"):
                    sum += quantity * double.Parse(await TextAsync(xml), CultureInfo.InvariantCulture);
                    break;
                case (XmlNodeType.EndElement, "order"):
                    Write(answer, id, region, sum);
                    break;
            }
        }
    }

    // Of an element that has nothing but text.
    static async Task<string> TextAsync(XmlReader xml)
    {
        await xml.ReadAsync();
        return xml.Value;
    }

    // Good enough for these files: it would take a comma in quotes for a delimiter.
    static async Task CsvAsync(Stream body, Utf8JsonWriter answer)
    {
        using var lines = new StreamReader(body);
        await lines.ReadLineAsync();
        while (await lines.ReadLineAsync() is { } line)
        {
            var fields = line.Split(',');
            var sum = 0.0;
            for (var i = 5; i + 2 < fields.Length; i += 3)
            {
                sum += double.Parse(fields[i + 1], CultureInfo.InvariantCulture) * double.Parse(fields[i + 2], CultureInfo.InvariantCulture);
            }

            Write(answer, long.Parse(fields[0], CultureInfo.InvariantCulture), fields[1], sum);
        }
    }

    static void Write(Utf8JsonWriter answer, long id, string region, double sum)
    {
        answer.WriteStartObject();
        answer.WriteNumber("id", id);
        answer.WriteString("region", region);
        answer.WriteNumber("sum", Math.Round(sum, 2));
        answer.WriteEndObject();
    }
}
