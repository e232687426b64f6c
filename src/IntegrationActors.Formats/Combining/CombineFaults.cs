using System.Globalization;
using System.Text.Json;
using System.Xml;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Combining;

/// <summary>Everything that combining refuses.</summary>
internal static class CombineFaults
{
    private const string CantCombine = "IA3367";

    private const string Hint = "Every part that is gathered has to be of this syntax; a part that ends with 'terminate' is left out.";

    public static FaultException NotXml(int number, XmlException e) => new(CantCombine, string.Create(CultureInfo.InvariantCulture, $"Part {number} can't be gathered as XML: {Fault.Cut(e.Message)}"), Hint, e);

    public static FaultException NotXmlToEnrich(XmlException e) => new(CantCombine, $"The body and what enriches it have to be XML: {Fault.Cut(e.Message)}", "ia trace shows the body before this step; documents with a DTD are refused.", e);

    public static FaultException NotJson(int number, JsonException e) => new(CantCombine, string.Create(CultureInfo.InvariantCulture, $"Part {number} can't be gathered as JSON: {Fault.Cut(e.Message)}"), Hint, e);
}
