namespace IntegrationActors.Expressions.XPath;

internal enum XPathTokenKind
{
    Name,
    Variable,
    Number,
    Text,
    Sign,
}
