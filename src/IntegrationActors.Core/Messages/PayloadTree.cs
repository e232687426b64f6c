using System.Xml.XPath;

namespace IntegrationActors.Core.Messages;

/// <summary>An XML document as a tree.</summary>
public abstract class PayloadTree : PayloadDocument
{
    /// <summary>A navigator at the root.</summary>
    public abstract XPathNavigator Navigate();
}
