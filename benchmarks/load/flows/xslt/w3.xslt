<?xml version="1.0"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:o="urn:example:order" exclude-result-prefixes="o">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/o:order">
    <Invoice Number="{@id}">
      <Buyer>
        <Name><xsl:value-of select="o:header/o:customer/o:name"/></Name>
        <TaxId><xsl:value-of select="o:header/o:customer/@vat"/></TaxId>
        <Country>
          <xsl:choose>
            <xsl:when test="o:header/o:region='EU'">DE</xsl:when>
            <xsl:when test="o:header/o:region='US'">US</xsl:when>
            <xsl:otherwise>SG</xsl:otherwise>
          </xsl:choose>
        </Country>
      </Buyer>
      <Items>
        <xsl:for-each select="o:lines/o:line">
          <Item>
            <Pos><xsl:value-of select="@no"/></Pos>
            <Article><xsl:value-of select="substring-after(@sku,'SKU-')"/></Article>
            <Quantity><xsl:value-of select="o:qty"/></Quantity>
            <Amount><xsl:value-of select="format-number(o:qty*o:price,'0.00')"/></Amount>
          </Item>
        </xsl:for-each>
      </Items>
      <LineCount><xsl:value-of select="count(o:lines/o:line)"/></LineCount>
      <Quantity><xsl:value-of select="sum(o:lines/o:line/o:qty)"/></Quantity>
    </Invoice>
  </xsl:template>
</xsl:stylesheet>
