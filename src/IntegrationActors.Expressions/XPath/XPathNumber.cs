using System.Xml.XPath;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Expressions.XPath;

/// <summary>A node as the number that it is, or as the text when it is none.</summary>
internal readonly struct XPathNumber
{
    private XPathNumber(decimal number, string? text) => (Number, Text) = (number, text);

    public decimal Number { get; }

    /// <summary>Null when the node is a number.</summary>
    public string? Text { get; }

    public static XPathNumber Of(XPathNavigator node) =>
        node is PayloadNavigator quick && QuickDecimal.TryParse(quick.Characters, out var number) ? new XPathNumber(number, null) : new XPathNumber(0, node.Value);
}
