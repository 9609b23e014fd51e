import Studio
import Terminal

extension Artist.Animal {
  /// The animal's face on the ground of its artist's colour, which is the letter `d`.
  package var picture: CellPicture {
    switch self {
    case .panda:
      CellPicture(
        #"""
        kkddddkk  @____@
        kwwwwwwk
        wwwwwwww ( @  @ )
        wkkwwkkw
        wkwwwwkw (  uu  )
        wwwkkwww
        dwwwwwwd  '----'
        ddwwwwdd
        """#)
    case .cat:
      CellPicture(
        #"""
        adddddda  /\__/\
        aaddddaa
        aaaaaaaa (  oo  )
        agkaagka
        aaaiiaaa (= vv =)
        wwaaaaww
        daaaaaad  '----'
        ddaaaadd
        """#)
    case .dog:
      CellPicture(
        #"""
        dnnnnnnd  __..__
        nnwwwwnn
        nwkwwkwn U  oo  U
        nwwwwwwn
        nwwkkwwn U  ()  U
        ddwkkwdd
        ddwiiwdd  '-uu-'
        dddiiddd
        """#)
    case .fox:
      CellPicture(
        #"""
        oddddddo  /\__/\
        ooddddoo
        oooooooo <  oo  >
        okooooko
        woooooow  \ \/ /
        wwwkkwww
        dwwwwwwd   '--'
        dddwwddd
        """#)
    case .rabbit:
      CellPicture(
        #"""
        dwwddwwd   || ||
        dwiddiwd
        dwiddiwd   ||_||
        wwwwwwww
        wkwwwwkw  ( o o )
        wwwiiwww
        dwwwwwwd   '-^-'
        ddwwwwdd
        """#)
    case .bear:
      CellPicture(
        #"""
        nnddddnn  O----O
        nnnnnnnn
        nnnnnnnn (  oo  )
        nknnnnkn
        nnnyynnn ( (__) )
        nnykkynn
        dnnyynnd  '----'
        ddnnnndd
        """#)
    case .lion:
      CellPicture(
        #"""
        nononono  ~~~~~~
        onyyyyno
        nyyyyyyn { o  o }
        oykyykyo
        nyyyyyyn {  WW  }
        onykkyno
        nonyyono  ~~~~~~
        dnononod
        """#)
    case .frog:
      CellPicture(
        #"""
        dgwddwgd  O    O
        ggkddkgg
        gggggggg ( '--' )
        gggggggg
        grrrrrrg (______)
        ggrrrrgg
        dggggggd   "  "
        ddggggdd
        """#)
    case .penguin:
      CellPicture(
        #"""
        ddkkkkdd   .--.
        dkkkkkkd
        kkwkkwkk  / oo \
        kwkwwkwk
        kwwoowwk (  \/  )
        kwwwwwwk
        kkwwwwkk   """"
        dooddood
        """#)
    case .owl:
      CellPicture(
        #"""
        nddddddn  ,___,
        nnnnnnnn
        nyynnyyn ( O O )
        nkynnykn
        nyynnyyn (  v  )
        nnnoonnn
        dnnnnnnd  -"-"-
        ddoddodd
        """#)
    case .whale:
      CellPicture(
        #"""
        dddwdwdd    ":"
        ddddwddd
        dssssdsd  .---.
        sssssssd
        skssssss / o   \/
        ssssssss
        wwsssssd \_____/\
        dwwwwsdd
        """#)
    case .turtle:
      CellPicture(
        #"""
        dddddddd   .--.
        dddgggdd
        ddgngngd  /_/\_\_
        dgngngng
        ggggggyy (_\/_/o)
        dgngngyk
        dyyddyyd  "   "
        dddddddd
        """#)
    }
  }
}
