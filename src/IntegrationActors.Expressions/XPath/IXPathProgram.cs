using System.Xml.XPath;

namespace IntegrationActors.Expressions.XPath;

/// <summary>A compiled XPath expression on one of the engines. Thread-safe.</summary>
internal interface IXPathProgram
{
    /// <summary>Text, number, boolean, one node, a list of several items, or null for none.</summary>
    object? Evaluate(XPathNavigator document);
}
