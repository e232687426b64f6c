<?xml version="1.0" encoding="UTF-8"?>
<!-- An invoice with one item per line of the order; prices are net. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:o="urn:example:order" exclude-result-prefixes="o">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- Values of the flow. -->
  <xsl:param name="country"/>
  <xsl:param name="taxRate"/>

  <xsl:template match="/o:order">
    <Invoice Number="INV-{@id}">
      <Buyer>
        <Name><xsl:value-of select="o:header/o:customer/o:name"/></Name>
        <TaxId><xsl:value-of select="o:header/o:customer/@vat"/></TaxId>
        <Country><xsl:value-of select="$country"/></Country>
      </Buyer>
      <Items>
        <xsl:for-each select="o:lines/o:line">
          <Item>
            <Position><xsl:value-of select="@no"/></Position>
            <Article><xsl:value-of select="@sku"/></Article>
            <Quantity><xsl:value-of select="o:qty"/></Quantity>
            <Amount><xsl:value-of select="format-number(o:qty * o:price, '0.00')"/></Amount>
          </Item>
        </xsl:for-each>
      </Items>
      <xsl:call-template name="totals">
        <xsl:with-param name="lines" select="o:lines/o:line"/>
      </xsl:call-template>
    </Invoice>
  </xsl:template>

  <!-- XSLT 1.0 has no sum of products, so this template adds up line by line. -->
  <xsl:template name="totals">
    <xsl:param name="lines"/>
    <xsl:param name="net" select="0"/>
    <xsl:choose>
      <xsl:when test="$lines">
        <xsl:call-template name="totals">
          <xsl:with-param name="lines" select="$lines[position() &gt; 1]"/>
          <xsl:with-param name="net" select="$net + $lines[1]/o:qty * $lines[1]/o:price"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <Net><xsl:value-of select="format-number($net, '0.00')"/></Net>
        <Tax Rate="{$taxRate}"><xsl:value-of select="format-number($net * $taxRate, '0.00')"/></Tax>
        <Total><xsl:value-of select="format-number($net * (1 + $taxRate), '0.00')"/></Total>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
