import Studio
import Terminal

extension Sticker {
  /// What the sticker looks like.
  package var picture: CellPicture {
    switch self {
    case .firstPicture:
      CellPicture(
        #"""
        nnnnnnnn +------+
        nssssyyn
        nssssyyn |    * |
        nssssssn
        nsgsssgn | /\_  |
        nggggggn
        nggggggn +------+
        nnnnnnnn
        """#)
    case .fivePictures:
      CellPicture(
        #"""
        ..i.i...  | | | |
        .ii.i.i.
        .ii.i.i.  |_|_|_|
        .iiiiii.
        iiiiiiii  |    /
        iiiiiii.
        .iiiiii.   \__/
        ..iiii..
        """#)
    case .tenPictures:
      CellPicture(
        #"""
        ........  _  ___
        .y.yyyy.
        yy.y..y. /| |   |
        .y.y..y.
        .y.y..y.  | |   |
        .y.yyyy.
        oooooooo  |_|___|
        ........
        """#)
    case .twentyFivePictures:
      CellPicture(
        #"""
        rr....bb  \\  //
        .rr..bb.
        ..rrbb..   \\//
        ..yyyy..
        .yyooyy.   (25)
        .yoyyoy.
        .yyooyy.    --
        ..yyyy..
        """#)
    case .fiftyPictures:
      CellPicture(
        #"""
        yyyyyyyy {|    |}
        y.yywy.y
        y.yywy.y  \ 50 /
        .yyyyyy.
        ..yyyy..   \__/
        ...oo...
        ..oooo..   _||_
        .nnnnnn.
        """#)
    case .hundredPictures:
      CellPicture(
        #"""
        y..yy..y |\ /\ /|
        yy.yy.yy
        yyyyyyyy | V  V |
        yryygyby
        yyyyyyyy | 100  |
        oooooooo
        yyyyyyyy +------+
        ........
        """#)
    case .threeDomains:
      CellPicture(
        #"""
        ...nn...    ||__
        .ggggggg
        ...nn...  __||__>
        bbbbbbb.
        ...nn... <__||
        .rrrrrrr
        ...nn...    ||
        ...nn...
        """#)
    case .fiveDomains:
      CellPicture(
        #"""
        ..rryy..   .--.
        .rryyoo.
        .rryyoo.  (    )
        .rryyoo.
        ..ryyo..   \__/
        ...a.a..
        ...nnn..    []
        ...nnn..
        """#)
    case .eightDomains:
      CellPicture(
        #"""
        ..bbbb..  .-~~-.
        .bgggbb.
        bggggbbb / ~  ~ \
        bbggbbgb
        bbbbbggb \~  ~  /
        bbgbbggb
        .bggbbb.  '-__-'
        ..bbbb..
        """#)
    case .faithfulFriend:
      CellPicture(
        #"""
        ........  .-..-.
        .rr..rr.
        rwwrrrrr (      )
        rwrrrrrr
        rrrrrrrr  \    /
        .rrrrrr.
        ..rrrr..   '\/'
        ...rr...
        """#)
    case .threeDays:
      CellPicture(
        #"""
        ...gg.gg   \|/
        gg.gggg.
        gggggg..  \\|//
        .gggg...
        ...g....  [___]
        ...g....
        .nnnnnn.   \_/
        ..nnnn..
        """#)
    case .sevenDays:
      CellPicture(
        #"""
        ........  .----.
        .rrrrrr.
        royyyyor / .--. \
        royggyor
        roybbyor | |  | |
        roy..yor
        www..www (_)  (_)
        www..www
        """#)
    case .firstPrompt:
      CellPicture(
        #"""
        ..yyyy..   .--.
        .yywyyy.
        .ywyyyy.  ( oo )
        .yyyyyy.
        ..yyyy..   \__/
        ..aaaa..
        ..aaaa..   [__]
        ...aa...
        """#)
    case .threePrompts:
      CellPicture(
        #"""
        ........
        .yyy....
        yy.yy...  .--.
        y...yyyy
        yy.yy.yy (    )==
        .yyy..y.
        ........  '--' ||
        ........
        """#)
    case .sevenPrompts:
      CellPicture(
        #"""
        ........  .----.
        .nnnnnn.
        nnyyyynn /_$$$$_\
        nyyyyyyn
        nnnyynnn |  []  |
        nonyynon
        nonnnnon |______|
        nnnnnnnn
        """#)
    case .firstRemix:
      CellPicture(
        #"""
        ..rrr...  .--.
        .rrrrr..
        rrrppbb. (  .--.
        rrppppbb
        .rppppbb  '-(   )
        ..bppbbb
        ..bbbbbb     '--'
        ...bbbb.
        """#)
    case .singleStroke:
      CellPicture(
        #"""
        .bbbbbb.  .----.
        .b....b.
        .b.bb.b.  | .-.|
        .b.b..b.
        .b.bbbb.  | '-'
        .b......
        .bbbbbbb  '-----
        ........
        """#)
    case .fortyStrokes:
      CellPicture(
        #"""
        ..n.n.n.   //////
        .nnnnnn.
        nnnnnnnn  /o/////
        onnnnnnn
        owknnnnn <______/
        kooonnnn
        .oooooo.   "  "
        ..o..o..
        """#)
    case .hundredStrokes:
      CellPicture(
        #"""
        r..y..b.  \ | /
        .r.y.b..
        ..ryb... --***--
        gggwpppp
        ..ibo...  / | \
        .i.b.o..
        i..b..o. /  |  \
        ........
        """#)
    case .longLine:
      CellPicture(
        #"""
        ....ggg.    __
        ....gkgr
        .ggg.gg.   /oo)>
        gg.gg.g.
        g...ggg.  / /__
        gg......
        .ggggg..  \____)
        .....gg.
        """#)
    case .longWay:
      CellPicture(
        #"""
        ssssssss    /\
        sssyysss
        gggkkggg   /| \
        gggkkggg
        ggkwwkgg  / |  \
        ggkkkkgg
        gkkwwkkg /  |   \
        gkkkkkkg
        """#)
    case .rain:
      CellPicture(
        #"""
        ..www...  .-~~-.
        .wwwwww.
        wwwwwwww (______)
        aaaaaaaa
        .b..b..b  ' ' ' '
        b..b..b.
        .b..b..b ' ' ' '
        ........
        """#)
    case .tiny:
      CellPicture(
        #"""
        ..kkkk..   .--.
        .rkwwkr.
        rrrkkrrr  /.||.\
        rkrkkrkr
        rrrkkrrr  \.||./
        rkrkkrkr
        .rrkkrr.   '--'
        ..rrrr..
        """#)
    case .giant:
      CellPicture(
        #"""
        ..s.s...    ":"
        ...s....
        .bbbbb.b  .---.
        bbbbbbbb
        bkbbbbb. / o   \/
        bbbbbbb.
        wwbbbbb. \_____/\
        .wwwbb..
        """#)
    case .threeColours:
      CellPicture(
        #"""
        r..y..b.  ^  ^  ^
        r..y..b.
        rr.yy.bb || || ||
        rr.yy.bb
        rr.yy.bb || || ||
        rr.yy.bb
        rr.yy.bb [] [] []
        aa.aa.aa
        """#)
    case .sixColours:
      CellPicture(
        #"""
        ..nnnn..  .----.
        .nrnnyn.
        nnnnnnnn / o o o\
        npnnnngn
        nnnnnnnn \o  () /
        nonn..n.
        nnbn..n.  '----'
        .nnnn...
        """#)
    case .secondThought:
      CellPicture(
        #"""
        .....iii    ____
        ....iiii
        ...iiiii   /   /|
        ..wwiii.
        .bwwwi..  /___/ /
        bbbww...
        bbbb....  |___|/
        .bb.....
        """#)
    case .fourTools:
      CellPicture(
        #"""
        ...aaa..   .---.
        ...a.a..
        rrrrrrrr +-+---++
        rrrrrrrr
        aaayyaaa |  []  |
        rrryyrrr
        rrrrrrrr +------+
        rrrrrrrr
        """#)
    case .patience:
      CellPicture(
        #"""
        ........   .--.
        ..ggg...
        .gngng..  /_/\_\_
        gngngng.
        ggngnggg (_\/_/o)
        ngggnggk
        .yy..yy.  "   "
        ........
        """#)
    case .lightning:
      CellPicture(
        #"""
        ....yyy.    /--/
        ...yyy..
        ..yyy...   / /_
        .yyyyyy.
        ...yyy..  /_  /
        ..yyy...
        ..yy....   /_/
        ..y.....
        """#)
    case .magicListened:
      CellPicture(
        #"""
        .y...y..  *    *
        yyy.yyy.
        .y...y..    * /
        .....w.y
        ....w...     /  *
        ...k....
        ..k.....    /
        .k......
        """#)
    case .tenTimesThreeStars:
      CellPicture(
        #"""
        ...yy...    /\
        ...yy...
        yyyyyyyy <-    ->
        .yyyyyy.
        ..yyyy..  > /\ <
        .yyyyyy.
        .yy..yy.  \/  \/
        .y....y.
        """#)
    }
  }
}
