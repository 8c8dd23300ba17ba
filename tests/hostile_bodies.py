"""Bodies that mean harm, by what they try. The word `kept` is copy and must survive; `dropped` is not and must not.

Whatever would run if it got through says `alert(1)`, so that a real browser can be watched for it.
"""

SCRIPT_ADDRESSES = {
    "plain": "javascript:alert(1)",
    "mixed case": "JaVaScRiPt:alert(1)",
    "a tab inside": "java\tscript:alert(1)",
    "a line break inside": "java\nscript:alert(1)",
    "a carriage return inside": "java\rscript:alert(1)",
    "an entity for a tab": "java&#x09;script:alert(1)",
    "an entity for a line break": "java&NewLine;script:alert(1)",
    "an entity for the colon": "javascript&colon;alert(1)",
    "decimal entities": "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "decimal entities without semicolons": "&#0000106&#0000097vascript:alert(1)",
    "a space before": "  javascript:alert(1)",
    "control characters before": "\x01\x1fjavascript:alert(1)",
    "NUL inside": "java\x00script:alert(1)",
    "an invisible character before": "\u202ejavascript:alert(1)",
    "a byte-order mark inside": "java\ufeffscript:alert(1)",
    "a comment for a host": "javascript://%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "data in base64": "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "VBScript": "vbscript:alert(1)",
    "a file": "file:///etc/passwd",
    "a blob": "blob:https://example.org/1",
    "view-source": "view-source:javascript:alert(1)",
    "feed": "feed:javascript:alert(1)",
    "two slashes": "//evil.example/x",
    "a slash and a backslash": "/\\evil.example/x",
    "a slash, a tab and a slash": "/\t/evil.example/x",
    "backslashes": "\\\\evil.example/x",
    "a relative path": "page.html",
    "a fragment": "#section",
    "a name before the host": "https://bank.example@evil.example/",
    "no host": "https:///x",
    "backslashes for slashes": "https:\\\\evil.example",
    "nothing": "",
}

HOSTILE = {
    "a script": "<p>kept</p><script>alert(1);dropped</script>",
    "a script inside a word": "<p>kept<scr<script>alert(1)</script>ipt>alert(1)</script></p>",
    "a script that is never closed": "<p>kept</p><script>alert(1) dropped",
    "a script with a NUL in its name": "<p>kept</p><scr\x00ipt>alert(1) dropped</scr\x00ipt>",
    "a script in capitals with space": "<p>kept</p><SCRIPT\n SRC=//evil.example/x.js>dropped</SCRIPT \n>",
    "a script after a slash": "<p>kept</p><script/x>alert(1);dropped</script>",
    "a script behind a comment": "<p>kept</p><!--><script>alert(1);dropped</script>-->",
    "a comment that ends oddly": "<p>kept</p><!-- dropped --!><img src=x onerror=alert(1)>",
    "a comment that never ends": "<p>kept</p><!-- dropped <img src=x onerror=alert(1)>",
    "a conditional comment": "<p>kept</p><!--[if gte IE 4]><script>alert(1);dropped</script><![endif]-->",
    "CDATA": "<p>kept</p><![CDATA[ dropped <img src=x onerror=alert(1)> ]]>",
    "a processing instruction": "<?xml version='1.0' dropped?><p>kept</p><?php dropped alert(1) ?>",
    "an event handler": "<p onclick=alert(1) onmouseover='alert(1)'>kept</p>",
    "an event handler after a slash": "<p/onclick=alert(1)>kept</p>",
    "an event handler in a node": "<aside data-node=note onclick=alert(1)><p>kept</p></aside>",
    "an image that fails": "<p>kept</p><img src=x onerror=alert(1)>",
    "an image with quotation marks": '<p>kept</p><IMG """><SCRIPT>alert("dropped")</SCRIPT>">',
    "an image with srcset": "<p>kept</p><img srcset='javascript:alert(1) 1x' src=x onerror=alert(1)>",
    "a picture element": "<p>kept</p><picture><source srcset='data:,x' onerror=alert(1)><img src=x></picture>",
    "a video with a poster": "<p>kept</p><video poster=javascript:alert(1) onloadstart=alert(1)>dropped</video>",
    "an audio that fails": "<p>kept</p><audio src=x onerror=alert(1)>dropped</audio>",
    "a body element": "<body onload=alert(1) background=javascript:alert(1)><p>kept</p></body>",
    "a frameset": "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset><p>kept</p>",
    "a frame with a document": "<p>kept</p><iframe srcdoc='<script>alert(1)</script>'>dropped</iframe>",
    "an object and an embed": "<p>kept</p><object data=javascript:alert(1)>dropped</object><embed src=x>",
    "an applet": "<p>kept</p><applet code=evil>dropped</applet>",
    "a base": "<base href=https://evil.example/><p><a href=/x>kept</a></p>",
    "a refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><p>kept</p>",
    "a style sheet": "<link rel=stylesheet href=//evil.example/x.css><style>p{color:dropped}</style><p>kept</p>",
    "style in an attribute": "<p style='background:url(javascript:alert(1));position:fixed'>kept</p>",
    "style with an expression": "<p style='width:expression(alert(1))' class=x id=y>kept</p>",
    "a form": "<form action=javascript:alert(1)><input name=x><button>dropped</button></form><p>kept</p>",
    "a button with its own action": "<button formaction=javascript:alert(1)>dropped</button><p>kept</p>",
    "a field that takes the focus": "<input autofocus onfocus=alert(1)><p>kept</p>",
    "a list of choices": "<select><option>dropped<style></select><img src=x onerror=alert(1)></style></select>"
    "<p>kept</p>",
    "details that open": "<details open ontoggle=alert(1)><summary>kept</summary></details>",
    "a marquee": "<marquee onstart=alert(1)>kept</marquee>",
    "a dialog": "<dialog open onclose=alert(1)>kept</dialog>",
    "an element of one's own": "<x-y onclick=alert(1) is=z>kept</x-y>",
    "an isindex": "<isindex action=javascript:alert(1) type=image><p>kept</p>",
    "names that hide the page's own": "<p id=getElementById name=cookie>kept</p><a id=location href=/x>kept</a>"
    "<div id=body data-node=advert name=forms></div>",
    "an svg that loads": "<svg onload=alert(1)><text>dropped</text></svg><p>kept</p>",
    "an svg animation": "<svg><a xlink:href=javascript:alert(1)><animate attributeName=href to=javascript:alert(1)>"
    "dropped</a></svg><p>kept</p>",
    "an svg with a foreign object": "<svg><foreignObject><iframe onload=alert(1)>dropped</iframe>"
    "</foreignObject></svg><p>kept</p>",
    "an svg script": "<svg><script>alert&#40;1&#41;dropped</script></svg><p>kept</p>",
    "an svg use": "<svg><use href='data:image/svg+xml,<svg onload=alert(1)>#x'/>dropped</svg><p>kept</p>",
    "mathematics with a link": "<math href=javascript:alert(1)>dropped</math><p>kept</p>",
    "mutation through svg style": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg><p>kept</p>',
    "mutation through math and mglyph": "<p>kept</p><form><math><mtext></form><form><mglyph><style></math>"
    "<img src onerror=alert(1)></style></mglyph></form></mtext></math>",
    "mutation through a table in math": "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'></table></mtext></math><p>kept</p>",
    "mutation through noscript": "<p>kept</p><noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "mutation through a template": "<template><s><template><s><img src=x onerror=alert(1)>@shafigullin</s>"
    "</template></s></template><p>kept</p>",
    "mutation through noembed": "<noembed><img title='</noembed><img src onerror=alert(1)>'></noembed><p>kept</p>",
    "mutation through xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp><p>kept</p>",
    "mutation through a title": "<svg><title><style><img title='</style><img src onerror=alert(1)>'></svg><p>kept</p>",
    "mutation through a text area": "<textarea>dropped<!--</textarea><img src=x onerror=alert(1)>--><p>kept</p>",
    "mutation through a comment in svg": "<svg><!--</svg><img src=x onerror=alert(1)>--></svg><p>kept</p>",
    "mutation through desc": "<svg><desc><table><svg><style><!--</style><a title='--><img src onerror=alert(1)>'>"
    "</table></desc></svg><p>kept</p>",
    "a table that throws things out": "<table><img src=x onerror=alert(1)><tr>kept<td>a<td>b</table>",
    "a table in a paragraph in a link": "<a href=/x><p><table><a href=javascript:alert(1)>kept</a><tr><td>a<td>b",
    "plaintext": "<p>kept</p><plaintext>dropped<img src=x onerror=alert(1)>",
    "an attribute that breaks out": '<p title="&quot;><img src=x onerror=alert(1)>">kept</p>',
    "a caption that breaks out": '<figure data-node="picture" data-picture="1" data-caption="&quot; onload=&quot;'
    'alert(1)"></figure><p>kept</p>',
    "a caption with markup": "<figure data-node=picture data-picture=1 data-caption='<img src=x onerror=alert(1)>'>"
    "</figure><p>kept</p>",
    "an alternative that breaks out": "<figure data-node=picture data-picture=1 data-alt='\" onload=\"alert(1)'>"
    "</figure><p>kept</p>",
    "a citation with markup": "<aside data-node=pullquote data-cite='</figcaption><script>alert(1)</script>'>"
    "<p>kept</p></aside>",
    "a title with markup": "<aside data-node=factbox data-title='<svg onload=alert(1)>' data-source='&lt;script>'>"
    "<p>kept</p></aside>",
    "a dangling quotation mark": '<p>kept</p><a href="/x><img src=x onerror=alert(1)>',
    "a dangling tag": "<p>kept</p><img src=x onerror=alert(1) ",
    "a tag inside a tag": "<p>kept</p><<script>alert(1);dropped//<</script>",
    "an attribute given twice": "<a href=/x href=javascript:alert(1)>kept</a>",
    "an attribute with odd signs": "<p>kept</p><img src='x` `' onerror!#$%&()*~+-_.,:;?@[/|]^`=alert(1)>",
    "a node that does not exist": "<aside data-node=script><p>kept</p></aside><div data-node='advert x'>kept</div>",
    "a node on another element": "<p data-node=advert>kept</p><section data-node=note><p>kept</p></section>",
    "a picture without a number": "<figure data-node=picture data-picture='1 onload=alert(1)'>kept</figure>",
    "a picture with a number of another script": "<figure data-node=picture data-picture='١٢'>kept</figure>",
    "a picture below zero": "<figure data-node=picture data-picture='-1'>kept</figure>",
    "a picture beyond any row": f"<figure data-node=picture data-picture={'9' * 400}>kept</figure>",
    "a gallery of nonsense": "<div data-node=gallery data-pictures='a <b> 0 1e3'>kept</div>",
    "a related story by address": "<div data-node=related data-story='javascript:alert(1)'>kept</div>",
    "a slot of a related story": '<aside class="related" data-story="1"></aside><p>kept</p>',
    "a size of one's own": "<figure data-node=picture data-picture=1 data-size='wide x'></figure><p>kept</p>",
    "a cell without end": "<table><tr><td colspan=99999999 rowspan=0>kept<td>b</table>",
    "a language that breaks out": "<span lang='\"><script>' dir=up>kept</span><bdi dir='x'>kept</bdi>",
    "spoofed direction": "<p>kept \u202egnp.exe\u202c \u2067ok\u2069</p>",
    "halves of characters": "<p>kept\ud83d \ude00</p>",
    "unseen characters": "<p>ke\x00pt \x07\x1b\x7f\x9f\ufffe\uffff &#0; &#x8; &#xfffe;</p>",
    "a stroke after a tag": "<p>\u0338 onmouseover=alert(1) x=</p><p>kept</p>",
    "a clipboard": "<html><head><title>dropped</title></head><body><!--StartFragment--><p class=MsoNormal>kept"
    "<o:p></o:p></p><!--EndFragment--></body></html>",
}
HOSTILE |= {
    f"a link to {name}": f'<p>kept <a href="{url}">kept</a></p>' for name, url in SCRIPT_ADDRESSES.items()
}
HOSTILE |= {
    f"an embed of {name}": f'<p>kept</p><div data-node="embed" data-url="{url}"></div>'
    for name, url in SCRIPT_ADDRESSES.items()
}
